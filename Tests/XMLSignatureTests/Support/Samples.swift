import XMLSignature

/// Documents that the tests sign.
enum Samples {
    /// The document of NCALayer's recorded samples.
    static let tag = "<tag>data</tag>"

    /// Kazakh and Russian text, attributes in any order, namespaces, comments, CDATA, processing instructions.
    static let rich = """
        <?xml version="1.0" encoding="UTF-8"?>
        <?page order?>
        <!-- before -->
        <ө:өтініш xmlns:ө="urn:example:application" xmlns="urn:example:default" b='2' a="1 &lt; 2" ө:z="ңғүұқәіһө">
          <name lang="kk">Ә. Қазақ тілі</name><!-- inside -->
          <text><![CDATA[<b>& ]]>  хвост &#13; &gt; &amp;</text>
          <empty></empty><p:q xmlns:p="urn:example:p" p:r="&#10;&#9;"/>
        </ө:өтініш>
        <!-- after -->
        """

    static let envelope = """
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:u="urn:example:unused">
          <soapenv:Header/>
          <soapenv:Body><m:Request xmlns:m="urn:example:m"><m:text>Сұраныс</m:text></m:Request></soapenv:Body>
        </soapenv:Envelope>
        """

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The document with the first occurrence of `old` replaced; the unchanged document when there is none.
    static func replacing(_ old: String, by new: String, in text: String) -> String {
        text.firstRange(of: old).map { text.replacing(subrange: $0, by: new) } ?? text
    }
}

extension String {
    func replacing(subrange: some RangeExpression<String.Index>, by new: String) -> String {
        var text = self
        text.replaceSubrange(subrange, with: new)
        return text
    }
}
