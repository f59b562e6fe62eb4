-- Posts the form of one client to the token endpoint.
wrk.method = "POST"
wrk.body = os.getenv("MINTMARK_FORM")
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
