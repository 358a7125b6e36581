// A client that is no browser: Node's own WebSocket. Prints each reply as one line of JSON.
const [address, ...requests] = process.argv.slice(2);
const socket = new WebSocket(address);
const replies = [];
socket.addEventListener("message", ({ data }) => {
    replies.push(data);
    if (replies.length <= requests.length) return socket.send(requests[replies.length - 1]);
    console.log(JSON.stringify(replies));
    socket.close();
});
socket.addEventListener("error", (event) => {
    console.error(event.message ?? event.error?.cause?.code ?? "error");
    process.exit(1);
});
