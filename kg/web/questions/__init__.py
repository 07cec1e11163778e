"""The competency questions as an API and as pages: one declaration serves both, in the question's own file.

declaration   a `.rq` file of the release → what is asked, with which parameters, how an answer reads
kinds         a kind of parameter: what may be given, read from the data, and the term that it becomes
asking        a request's parameters → the question with its terms; what cannot be given is refused
answering     rows, the statements on which they rest, and the drafts among their sources
naming        the names of things and values in the reader's language
wording       the sentence that answers
records       the answer as JSON
openapi       the API's own description
api           the addresses below /api
"""
