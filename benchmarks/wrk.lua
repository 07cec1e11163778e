-- Prints what the load generator measured as one line of JSON; times are in microseconds.
wrk.headers["Accept"] = os.getenv("ACCEPT")
wrk.headers["If-None-Match"] = os.getenv("IF_NONE_MATCH")

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
