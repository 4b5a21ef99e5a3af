"""Tables, companies and a token for a desk that is to be killed; prints the token."""

from __future__ import annotations

from bench.stage import prepare

if __name__ == "__main__":
    prepare()
    from ventanilla.api.guard import make_token
    from ventanilla.api.models import Token
    from ventanilla.companies.models import Company

    token = make_token(
        Company.objects.get(slug="xm").id, "kills", ["tickets:read", "tickets:write"]
    )
    Token.objects.update(rate=10**9)
    print(token)
