/** What bundles get in place of the package `source-map`, which handlebars would only like to have: 26 KB less. */
export {};
