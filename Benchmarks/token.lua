-- Posts the form of one client to the token endpoint, and tells what came of it in one line of JSON.
wrk.method = "POST"
wrk.body = os.getenv("MINTMARK_FORM")
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"rate":%.1f,"p50":%.3f,"p99":%.3f,"p999":%.3f,"errors":%d}\n',
        summary.requests, summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000,
        latency:percentile(99) / 1000, latency:percentile(99.9) / 1000,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
