"""The page that the UI opens with: the list of tables with what each holds, in place of a list of runs."""

from pipeline.orchestration.request_guard import App, Receive, Scope, Send

FIRST_PAGE = "/assets"


class FirstPage:
    """ASGI middleware that leads from `/` to the list of assets."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or answer with the address of the list."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        headers = [(b"location", FIRST_PAGE.encode()), (b"content-length", b"0"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
