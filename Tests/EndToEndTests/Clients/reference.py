# SPDX-License-Identifier: Apache-2.0
"""Prints the REST reference: the server's OpenAPI document, for people."""
import json
import os
import urllib.request

with urllib.request.urlopen(f"http://127.0.0.1:{os.environ['ATTUNE_PORT']}/openapi.json") as answer:
    document = json.load(answer)

METHODS = ["get", "post", "put", "patch", "delete"]
schemas = document["components"]["schemas"]


def shape(schema):
    """A schema in a few words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/")[-1]
        return f"[`{name}`](#{name.lower()})"
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if schema.get("type") == "array":
        return "list of " + shape(schema["items"])
    if schema.get("type") == "object" and "additionalProperties" in schema and schema["additionalProperties"]:
        return "object of texts"
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(schema.get("type"), schema.get("type", "any"))
    if "minimum" in schema:
        words += f", {schema['minimum']} to {schema['maximum']}"
    if "pattern" in schema:
        words += f" like `{schema['pattern']}`"
    return words


def operations():
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield item[method], method, path


def group(operation):
    return operation["operationId"].rsplit(".", 1)[0] if "." in operation["operationId"] else "server"


print("# REST reference\n")
print("Made from the server's own description, which it gives at `/openapi.json` (OpenAPI 3.1); a test compares the two.")
print("How to start the server and how calls are authorized: [the server](../Guides/serve.md).\n")
print(document["info"]["description"] + "\n")
print("Errors are those of Google's APIs: `{\"error\": {\"code\": 400, \"status\": \"INVALID_ARGUMENT\", \"message\": …, "
      "\"details\": […]}}`, with the field of each mistake.\n")
print("| who | may call |\n|---|---|\n| anyone | what is marked *anyone* |\n| the viewer's token | whatever changes nothing |\n| the owner's token | everything |\n")
names = []
for operation, _, _ in operations():
    if group(operation) not in names:
        names.append(group(operation))
for name in sorted(names):
    print(f"## {name}\n")
    for operation, method, path in sorted(operations(), key=lambda o: o[0]["operationId"]):
        if group(operation) != name:
            continue
        access = "anyone" if operation.get("security") == [] else "owner" if "owner" in operation.get("description", "") else "viewer"
        print(f"### {operation['operationId']}\n")
        print(f"`{method.upper()} {path}` · *{access}*\n")
        print(operation["summary"] + "\n")
        queries = [p for p in operation.get("parameters", []) if p["in"] == "query"]
        if queries:
            print("| parameter | what | value |\n|---|---|---|")
            for parameter in queries:
                print(f"| `{parameter['name']}` | {parameter.get('description', '')} | {shape(parameter['schema'])} |")
            print()
        for what, content in [("Takes", operation.get("requestBody", {}).get("content", {})),
                              ("Answers", next(iter(operation["responses"].values())).get("content", {}))]:
            for kind, body in content.items():
                described = shape(body["schema"]) if kind == "application/json" else f"`{kind}`"
                print(f"{what} {described}.\n")
print("## Shapes\n")
for name, schema in sorted(schemas.items()):
    print(f"### {name}\n")
    print("| member | value |\n|---|---|")
    for member, value in sorted(schema.get("properties", {}).items()):
        print(f"| `{member}` | {shape(value)} |")
    print()
