-- Sends one request over and over, and tells what came of it in one line of JSON. By default the form of one client to the
-- token endpoint; from the environment:
--   MINTMARK_FORM           the body
--   MINTMARK_METHOD         POST by default
--   MINTMARK_TYPE           the type of the body, a form by default
--   MINTMARK_AUTHORIZATION  the header, none by default
--   MINTMARK_PAUSE          milliseconds that each connection thinks between answer and request, on the average; with many
--                           connections the requests come as independent as those of many callers do
wrk.method = os.getenv("MINTMARK_METHOD") or "POST"
wrk.body = os.getenv("MINTMARK_FORM")
wrk.headers["Content-Type"] = os.getenv("MINTMARK_TYPE") or "application/x-www-form-urlencoded"
wrk.headers["Authorization"] = os.getenv("MINTMARK_AUTHORIZATION")

local pause = tonumber(os.getenv("MINTMARK_PAUSE") or "")
if pause then
    -- Exponentially distributed; whole milliseconds, rounded by chance so that the mean stays.
    function delay()
        return math.floor(-pause * math.log(1 - math.random()) + math.random())
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"rate":%.1f,"p50":%.3f,"p99":%.3f,"p999":%.3f,"errors":%d}\n',
        summary.requests, summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000,
        latency:percentile(99) / 1000, latency:percentile(99.9) / 1000,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
