"""CKAN's Action API over the catalogue, for reading only: what CKAN portals harvest by.

blueprint    addresses, the request's parameters, CKAN's envelope and errors
actions      the actions by name
packages     data sets in CKAN's words
parameters   numbers and words as CKAN reads them
searching    package_search: order, pages, facets
solr         the query language of `q` and `fq`
"""
