#define _GNU_SOURCE /* memmem */
#include "CXMLSignature.h"

#include <libxml/c14n.h>
#include <libxml/xmlsave.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

/* Writing: canonical and plain form into a sink; and finding the element an XPath expression names. */

typedef struct {
    xmlsig_sink sink;
    void *context;
} outlet;

static int pass_on(void *context, const char *bytes, int count) {
    outlet *to = context;
    if (count > 0) to->sink(to->context, (const uint8_t *)bytes, (size_t)count);
    return count;
}

static void keep_quiet(void *context, xmlErrorPtr error) { (void)context, (void)error; }

/* The node after `node` in document order below `apex`; with `enter` zero its children are left out. */
static xmlNodePtr following(xmlNodePtr node, xmlNodePtr apex, int enter) {
    if (enter && node->children != NULL) return node->children;
    while (node != apex && node->next == NULL) node = node->parent;
    return node == apex ? NULL : node->next;
}

static int is_among(xmlNodePtr node, const xmlNodePtr *nodes, size_t count) {
    for (size_t index = 0; index < count; index++)
        if (nodes[index] == node) return 1;
    return 0;
}

/* Marks what belongs to the canonical form: one pass, so that asking costs nothing in a deep tree. */
static void mark(xmlNodePtr apex, const xmlNodePtr *excluded, size_t count, void *value) {
    for (xmlNodePtr node = apex; node != NULL;) {
        int enter = node->type != XML_ELEMENT_NODE || !is_among(node, excluded, count);
        if (enter) node->_private = value;
        node = following(node, apex, enter);
    }
}

/* libxml2 hands namespaces over as nodes; both begin with a pointer and the type. */
static int is_marked(void *context, xmlNodePtr node, xmlNodePtr parent) {
    (void)context;
    if (node == NULL) return 0;
    xmlNodePtr bearer = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE ? parent : node;
    return bearer != NULL && bearer->_private != NULL;
}

int xmlsig_canonicalise(xmlDocPtr document, xmlNodePtr apex, const xmlNodePtr *excluded, size_t excluded_count, int mode,
                        int with_comments, xmlChar **prefixes, xmlsig_sink sink, void *context) {
    outlet to = {sink, context};
    xmlNodePtr top = apex != NULL ? apex : (xmlNodePtr)document;
    xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(pass_on, NULL, &to, NULL);
    if (buffer == NULL) return -1;
    xmlStructuredErrorFunc former = xmlStructuredError;
    void *former_context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, keep_quiet); /* of this thread only */
    mark(top, excluded, excluded_count, document);
    int result = xmlC14NExecute(document, is_marked, NULL, mode, prefixes, with_comments, buffer);
    mark(top, NULL, 0, NULL);
    xmlSetStructuredErrorFunc(former_context, former);
    return xmlOutputBufferClose(buffer) < 0 || result < 0 ? -1 : 0;
}

int xmlsig_write(xmlDocPtr document, xmlsig_sink sink, void *context) {
    outlet to = {sink, context};
    xmlSaveCtxtPtr writer = xmlSaveToIO(pass_on, NULL, &to, "UTF-8", XML_SAVE_NO_DECL | XML_SAVE_AS_XML);
    if (writer == NULL) return -1;
    long result = 0;
    for (xmlNodePtr node = document->children; node != NULL && result >= 0; node = node->next)
        result = xmlSaveTree(writer, node);
    return xmlSaveClose(writer) < 0 || result < 0 ? -1 : 0;
}

static void register_prefixes(xmlDocPtr document, xmlXPathContextPtr paths) {
    xmlNsPtr *scope = xmlGetNsList(document, xmlDocGetRootElement(document));
    for (size_t index = 0; scope != NULL && scope[index] != NULL; index++)
        if (scope[index]->prefix != NULL) xmlXPathRegisterNs(paths, scope[index]->prefix, scope[index]->href);
    xmlFree(scope);
}

static xmlsig_outcome one_element(xmlXPathObjectPtr found, xmlNodePtr *element) {
    if (found == NULL || found->type != XPATH_NODESET) return XMLSIG_EXPRESSION;
    if (found->nodesetval == NULL || found->nodesetval->nodeNr != 1) return XMLSIG_NOT_ONE;
    xmlNodePtr node = found->nodesetval->nodeTab[0];
    if (node->type == XML_DOCUMENT_NODE) return XMLSIG_DONE;
    if (node->type != XML_ELEMENT_NODE) return XMLSIG_NOT_ONE;
    *element = node;
    return XMLSIG_DONE;
}

xmlsig_outcome xmlsig_select(xmlDocPtr document, const char *expression, unsigned long steps, xmlNodePtr *element) {
    *element = NULL;
    xmlXPathContextPtr paths = xmlXPathNewContext(document);
    if (paths == NULL) return XMLSIG_MEMORY;
    paths->error = keep_quiet;
    paths->opLimit = steps;
    register_prefixes(document, paths);
    xmlXPathObjectPtr found = xmlXPathEvalExpression((const xmlChar *)expression, paths);
    xmlsig_outcome outcome = one_element(found, element);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(paths);
    return outcome;
}

ptrdiff_t xmlsig_find(const uint8_t *bytes, size_t count, const char *token) {
    const uint8_t *found = count > 0 ? memmem(bytes, count, token, strlen(token)) : NULL;
    return found != NULL ? found - bytes : -1;
}

void xmlsig_free(void *text) { xmlFree(text); }
