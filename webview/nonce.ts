/*
 * Imported for its effect, before the component library, whose first act is to try a rule in a style element of its own.
 * The policy lets in only what carries the page's secret, which the library looks for in this tag.
 */
const tag = document.createElement('meta');
tag.setAttribute('property', 'csp-nonce');
tag.content = document.currentScript?.nonce ?? '';
document.head.append(tag);
