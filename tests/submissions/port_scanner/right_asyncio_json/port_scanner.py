import asyncio
import json
import sys


async def probe(host, port, slots):
    async with slots:
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 1)
        except (OSError, asyncio.TimeoutError):
            return port, False
        writer.close()
        try:
            await writer.wait_closed()
        except OSError:
            pass
        return port, True


async def main(host="localhost", first=1, last=1024):
    slots = asyncio.Semaphore(200)
    jobs = [probe(host, port, slots) for port in range(int(first), int(last) + 1)]
    results = await asyncio.gather(*jobs)
    print(json.dumps({"host": host, "range": [int(first), int(last)]}))
    print(json.dumps([{"port": port, "state": "open" if up else "closed"} for port, up in results]))


asyncio.run(main(*sys.argv[1:4]))
