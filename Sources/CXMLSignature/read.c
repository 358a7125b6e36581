#include "CXMLSignature.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

/* Reading: libxml2's own tree builder with counters in front of it. */

typedef struct {
    const uint8_t *bytes;
    size_t left;
    const xmlsig_limits *limits;
    int depth;
    int nodes;
    xmlsig_outcome outcome;
    xmlsig_report *report;
    xmlParserCtxtPtr parser;
} reader;

static void keep_text(char *to, size_t size, const char *from) {
    size_t used = 0;
    for (; from != NULL && from[used] != 0 && from[used] != '\n' && used + 1 < size; used++) to[used] = from[used];
    while (used > 0 && (to[used - 1] & 0xC0) == 0x80 && used + 1 >= size) used--; /* no half character at the cut */
    to[used] = 0;
}

static void note(void *context, xmlErrorPtr error) {
    xmlParserCtxtPtr parser = context;
    reader *state = parser != NULL ? parser->_private : NULL;
    if (state == NULL || error == NULL || error->level < XML_ERR_ERROR || state->report->code != 0) return;
    state->report->code = error->code;
    state->report->line = error->line;
    state->report->column = error->int2;
    keep_text(state->report->text, sizeof state->report->text, error->message);
    keep_text(state->report->first, sizeof state->report->first, error->str1);
}

static void refuse(xmlParserCtxtPtr parser, xmlsig_outcome outcome) {
    reader *state = parser->_private;
    if (state->outcome == XMLSIG_DONE) {
        state->outcome = outcome;
        state->report->line = xmlSAX2GetLineNumber(parser);
        state->report->column = xmlSAX2GetColumnNumber(parser);
    }
    xmlStopParser(parser);
}

static int counted(xmlParserCtxtPtr parser, int nodes) {
    reader *state = parser->_private;
    state->nodes += nodes;
    if (state->nodes <= state->limits->nodes) return 1;
    refuse(parser, XMLSIG_WIDE);
    return 0;
}

static void document_type(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
    (void)name, (void)public_id, (void)system_id;
    refuse(context, XMLSIG_DOCTYPE);
}

static void element_starts(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                           int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                           const xmlChar **attributes) {
    xmlParserCtxtPtr parser = context;
    reader *state = parser->_private;
    if (state->depth >= state->limits->depth) return refuse(parser, XMLSIG_DEEP);
    /* nsNr holds two entries for each namespace in scope. */
    if (attribute_count > state->limits->attributes || parser->nsNr / 2 > state->limits->namespaces)
        return refuse(parser, XMLSIG_WIDE);
    if (!counted(parser, 1 + attribute_count + namespace_count)) return;
    state->depth++;
    xmlSAX2StartElementNs(context, name, prefix, uri, namespace_count, namespaces, attribute_count, defaulted,
                          attributes);
}

static void element_ends(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    xmlParserCtxtPtr parser = context;
    reader *state = parser->_private;
    if (state->depth > 0) state->depth--;
    xmlSAX2EndElementNs(context, name, prefix, uri);
}

static void comment(void *context, const xmlChar *text) {
    if (counted(context, 1)) xmlSAX2Comment(context, text);
}

static void instruction(void *context, const xmlChar *target, const xmlChar *data) {
    if (counted(context, 1)) xmlSAX2ProcessingInstruction(context, target, data);
}

static void cdata(void *context, const xmlChar *text, int count) {
    if (counted(context, 1)) xmlSAX2CDataBlock(context, text, count);
}

static int next_bytes(void *context, char *buffer, int count) {
    reader *state = context;
    /* The parser compares the attributes of one tag pairwise before it tells of the tag: stop feeding it in time. Its
     * table has five entries for each attribute and doubles. */
    if (state->parser->maxatts / 10 > state->limits->attributes && state->outcome == XMLSIG_DONE)
        state->outcome = XMLSIG_WIDE;
    if (state->outcome != XMLSIG_DONE || count <= 0) return 0;
    size_t given = (size_t)count < state->left ? (size_t)count : state->left;
    memcpy(buffer, state->bytes, given);
    state->bytes += given;
    state->left -= given;
    return (int)given;
}

static void listen(xmlSAXHandlerPtr sax) {
    sax->serror = note;
    sax->internalSubset = document_type;
    sax->externalSubset = NULL;
    sax->startElementNs = element_starts;
    sax->endElementNs = element_ends;
    sax->comment = comment;
    sax->processingInstruction = instruction;
    sax->cdataBlock = cdata;
}

void xmlsig_prepare_library(void) { xmlInitParser(); }

xmlDocPtr xmlsig_read(const uint8_t *bytes, size_t count, const char *encoding, const xmlsig_limits *limits,
                      xmlsig_outcome *outcome, xmlsig_report *report) {
    memset(report, 0, sizeof *report);
    *outcome = XMLSIG_MEMORY;
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (parser == NULL) return NULL;
    reader state = {bytes, count, limits, 0, 0, XMLSIG_DONE, report, parser};
    parser->_private = &state;
    listen(parser->sax);
    /* HUGE lifts the bounds on one text, which a 50 MB attachment needs; ours above replace them. */
    int options = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_HUGE | XML_PARSE_BIG_LINES;
    if (encoding != NULL) options |= XML_PARSE_IGNORE_ENC;
    xmlDocPtr document = xmlCtxtReadIO(parser, next_bytes, NULL, &state, NULL, encoding, options);
    /* IGNORE_ENC and a namespace error leave a document behind; only a wholly well-formed one counts. */
    int usable = state.outcome == XMLSIG_DONE && document != NULL && parser->wellFormed && parser->nsWellFormed;
    if (state.outcome == XMLSIG_DONE)
        state.outcome = usable ? XMLSIG_DONE : parser->errNo == XML_ERR_NO_MEMORY ? XMLSIG_MEMORY : XMLSIG_MALFORMED;
    *outcome = state.outcome;
    if (!usable && document != NULL) {
        xmlFreeDoc(document);
        document = NULL;
    }
    xmlFreeParserCtxt(parser);
    return document;
}
