-- Posts the forms of a file, one a line, in random order, to the token endpoint; tells what came of it in one line of JSON.
local forms = {}
for line in io.lines(os.getenv("MINTMARK_FORMS")) do forms[#forms + 1] = line end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

function request()
    return wrk.format(nil, nil, nil, forms[math.random(#forms)])
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"rate":%.1f,"p50":%.3f,"p99":%.3f,"errors":%d}\n', summary.requests,
        summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
