"""What stands before Flask in each web process: an RSGI application (granian's interface) in an event loop.

reading      a request with its whole body; one that never comes whole costs no thread
endpoint     a query is answered here: from what is kept, or by a worker; waiting costs no thread
replies      what is answered, ready to be sent; the last ones are held
leaving      a client that goes away ends its query
framework    everything else, and what a query's answer looks like on a page, in Flask's threads
spooling     a large answer goes by way of a file
sending      the answer; a file by the server itself, so that a slow reader costs no thread
observation  each request has an id and a clock, is counted and logged
"""

from kg.web.front.application import Front
from kg.web.front.spooling import Spool

__all__ = ["Front", "Spool"]
