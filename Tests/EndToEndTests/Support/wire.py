"""The balancer before the portal's port for machines, which sees what goes through: TLS ends here, and the machine's certificate is
shown to the portal in its place. Statements that holders have signed are written down, one a line.
"""

import argparse
import asyncio
import re
import ssl

STATEMENT = re.compile(rb'"statement":"([\w-]+\.[\w-]+\.[\w-]+)"')
LONGEST = 1 << 17


async def pump(reader, writer, look=lambda chunk: None):
    """From one side to the other, to the end of either."""
    try:
        while chunk := await reader.read(1 << 14):
            look(chunk)
            writer.write(chunk)
            await writer.drain()
    except (OSError, ssl.SSLError):
        pass
    finally:
        writer.close()


class Wire:
    def __init__(self, arguments):
        self.arguments, self.seen = arguments, set()

    async def carry(self, reader, writer):
        trust = ssl.create_default_context(cafile=self.arguments.ca)
        # Made once the machine has enrolled, and it comes here only then.
        trust.load_cert_chain(self.arguments.identity)
        try:
            inner, outer = await asyncio.open_connection("127.0.0.1", self.arguments.portal, ssl=trust)
        except OSError:
            return writer.close()
        said = bytearray()

        def look(chunk):
            said.extend(chunk)
            for found in STATEMENT.findall(said):
                self.keep(found.decode())
            del said[:-LONGEST]

        await asyncio.gather(pump(reader, outer, look), pump(inner, writer))

    def keep(self, statement):
        """The same statement is sent as often as it takes."""
        if statement not in self.seen:
            self.seen.add(statement)
            with open(self.arguments.out, "a", encoding="ascii") as file:
                file.write(f"{statement}\n")

    async def serve(self):
        own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        own.load_cert_chain(self.arguments.server)
        server = await asyncio.start_server(self.carry, "127.0.0.1", self.arguments.port, ssl=own)
        print("wire ready", flush=True)
        await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="listens here")
    parser.add_argument("--portal", type=int, required=True, help="the portal's port for machines")
    parser.add_argument("--ca", required=True, help="PEM file of the portal's TLS authority")
    parser.add_argument("--server", required=True, help="PEM file of key and certificate for who connects")
    parser.add_argument("--identity", required=True, help="PEM file of the machine's key and certificate")
    parser.add_argument("--out", required=True)
    asyncio.run(Wire(parser.parse_args()).serve())


main()
