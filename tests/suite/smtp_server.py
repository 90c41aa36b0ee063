"""A mail server on a port (a free one without an argument) that keeps every mail as a file of a maildir.

With `tls` or `starttls` it shows a certificate that nobody has signed, from the start or when asked.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


async def main():
    handler = Mailbox(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    kind = sys.argv[3] if len(sys.argv) > 3 else ""
    context = None
    if kind:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pathlib.Path(__file__).parent.parent / "data" / "strange_certificate.pem")
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, tls_context=context if kind == "starttls" else None),
        "127.0.0.1",
        port,
        ssl=context if kind == "tls" else None,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    # Until whoever started it goes away.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
