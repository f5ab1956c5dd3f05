"""The page that the UI opens with: the graph of assets with every stage unfolded, in place of a list of runs."""

from urllib.parse import quote

from pipeline.orchestration.request_guard import App, Receive, Scope, Send

# The stages, in the order of the way through them; a test holds that they are the groups of the assets.
STAGES = ("intake", "clean", "language", "extract", "reconcile", "publish")
# How the graph of all assets names a group in its address.
_EXPANDED = ",".join(f"global@global:{stage}" for stage in STAGES)
FIRST_PAGE = f"/asset-groups?expanded={quote(_EXPANDED, safe='')}"


class FirstPage:
    """ASGI middleware that leads from `/` to the graph."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or answer with the address of the graph."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        headers = [(b"location", FIRST_PAGE.encode()), (b"content-length", b"0"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 307, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
