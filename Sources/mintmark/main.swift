import ArgumentParser
import AsyncHTTPClient
import Configuration
print("x")
