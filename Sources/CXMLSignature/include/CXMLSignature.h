#ifndef CXMLSIGNATURE_H
#define CXMLSIGNATURE_H

#include <libxml/tree.h>
#include <stddef.h>
#include <stdint.h>

/* libxml2 with the limits that a document from outside needs. No globals of ours; every call may run on its own thread
 * as long as a document is used by one thread at a time. */

/* How reading a document, or a question to it, ended. */
typedef enum {
    XMLSIG_DONE = 0,
    XMLSIG_MALFORMED,    /* not well-formed XML 1.0 with namespaces; see the report */
    XMLSIG_DOCTYPE,      /* a document type declaration: entities and external subsets live there */
    XMLSIG_DEEP,         /* elements nested deeper than the limit */
    XMLSIG_WIDE,         /* more nodes, attributes or namespaces than the limits */
    XMLSIG_MEMORY,       /* no memory */
    XMLSIG_EXPRESSION,   /* an XPath expression that is wrong or takes too long */
    XMLSIG_NOT_ONE       /* an XPath expression that selects no element, or several */
} xmlsig_outcome;

/* Bounds on what a document may hold. */
typedef struct {
    int depth;      /* nested elements */
    int nodes;      /* elements, attributes, comments and processing instructions in all */
    int attributes; /* attributes of one element */
    int namespaces; /* namespace declarations in scope at one element */
} xmlsig_limits;

/* What the parser said first. The text may quote names of the document. */
typedef struct {
    int line;       /* from 1; 0 when unknown */
    int column;     /* from 1; 0 when unknown */
    int code;       /* xmlParserErrors of libxml2 */
    char text[256]; /* one line of UTF-8, ends with NUL */
    char first[96]; /* the name the parser quotes first, UTF-8, ends with NUL */
} xmlsig_report;

/* Takes the next bytes of an output. They are valid during the call only. */
typedef void (*xmlsig_sink)(void *context, const uint8_t *bytes, size_t count);

/* To be called once before any other call. */
void xmlsig_prepare_library(void);

/* Reads a document. `encoding` overrides the document's own declaration; NULL to follow it. The caller frees the
 * document with xmlFreeDoc(). NULL with an outcome and a report otherwise. */
xmlDocPtr xmlsig_read(const uint8_t *bytes, size_t count, const char *encoding, const xmlsig_limits *limits,
                      xmlsig_outcome *outcome, xmlsig_report *report);

/* Writes the canonical form of `apex` and all below it (NULL: the whole document) without the `excluded_count` subtrees
 * of `excluded`. `mode` is an xmlC14NMode; `prefixes` is the InclusiveNamespaces list of the exclusive modes, ended by
 * NULL, or NULL. Returns 0, or -1 when the document has no canonical form (relative namespace URI) or memory ran out. */
int xmlsig_canonicalise(xmlDocPtr document, xmlNodePtr apex, const xmlNodePtr *excluded, size_t excluded_count, int mode,
                        int with_comments, xmlChar **prefixes, xmlsig_sink sink, void *context);

/* Writes the document as UTF-8 without an XML declaration and without a line feed at the end. Returns 0 or -1. */
int xmlsig_write(xmlDocPtr document, xmlsig_sink sink, void *context);

/* The one element that an XPath 1.0 expression selects; the document node counts as selected too, then `*element` is
 * NULL. Prefixes are those in scope at the document element. `steps` bounds the work. */
xmlsig_outcome xmlsig_select(xmlDocPtr document, const char *expression, unsigned long steps, xmlNodePtr *element);

/* Where a token first stands in the bytes; -1 when it does not. */
ptrdiff_t xmlsig_find(const uint8_t *bytes, size_t count, const char *token);

/* Frees a string that libxml2 made. */
void xmlsig_free(void *text);

#endif
