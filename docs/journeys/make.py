"""Pictures of every page and of each step of the journeys, at both widths: ``python docs/journeys/make.py``.

The pages come from a fresh demonstration, the steps from the tests that walk them. Needs Chromium and the development packages.
Each picture is reduced to a few colours, so that the folder stays small.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
WIDTHS = {1280: 900, 390: 844}
#: name of the picture → address
PAGES = {
    "inicio": "/",
    "ejercicio": "/practica/",
    "ejercicio-convocatoria": "/durango-2020/",
    "ejercicio-ruta": "/yucatan-2021/",
    "ejercicio-municipal": "/municipio-2021/",
    "tablero": "/practica/tablero/",
    "tablero-jalisco": "/jalisco-2019/tablero/",
    "tablero-filtrado": "/practica/tablero/?estado=con-retraso",
    "tablero-sin-resultados": "/practica/tablero/?q=nada",
    "tablero-vacio": "/durango-2020/tablero/",
    "compromisos": "/practica/compromisos/",
    "compromiso": "/practica/compromisos/1/",
    "compromiso-jalisco": "/jalisco-2019/compromisos/1/",
    "ruta": "/yucatan-2021/ruta/",
    "ruta-sin-margen": "/yucatan-2021/ruta/?ver=sin-margen",
    "que-pasa-si": "/yucatan-2021/ruta/que-pasa-si/?fase=15&dias=3",
    "actividad": "/jalisco-2019/compromisos/1/actividades/3/",
    "actividad-municipal": "/municipio-2021/plan-anual/actividades/17/",
    "entrar": "/entrar/",
    "organos": "/practica/organos/",
    "organos-municipio": "/municipio-2021/organos/",
    "directorio": "/practica/directorio/",
    "territorios": "/municipio-2021/territorios/",
    "dias-inhabiles": "/municipio-2021/dias-inhabiles/",
    "plan-anual": "/municipio-2021/plan-anual/",
    "convocatoria": "/durango-2020/convocatoria/",
    "dialogo": "/practica/dialogo/",
    "eventos": "/practica/eventos/",
    "capacitaciones": "/jalisco-2019/capacitaciones/",
    "orientaciones": "/municipio-2021/orientaciones/",
    "entrega": "/municipio-2021/entrega/",
    "entrega-archivado": "/municipio-2018/entrega/",
    "metodologia": "/jalisco-2016/metodologia/",
    "hallazgos": "/jalisco-2019/hallazgos/",
    "datos": "/jalisco-2019/datos/",
    "registro": "/durango-2020/bitacora/",
    "buscar": "/buscar/?q=agua",
    "buscar-actividades": "/buscar/?q=reunion&tipo=activity",
    "buscar-vacio": "/buscar/",
    "ayuda": "/ayuda/",
    "como-se-calcula": "/ayuda/como-se-calcula/",
    "glosario": "/ayuda/glosario/",
    "accesibilidad": "/accesibilidad/",
    "privacidad": "/privacidad/",
    "privacidad-avisos": "/privacidad/avisos/",
    "error-404": "/no-existe/esta-pagina/",
}
#: tests of ``tests/journeys`` whose steps are kept, each under the first word of its pictures
JOURNEYS = ("jalisco", "route", "reimport", "secretariado", "session", "dialogue")
COLOURS = (128, 64, 32, 16)
LIMIT = 350_000
#: a step shows its page down to here, in points
TALLEST = 2600


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 240
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  our own server
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the demonstration did not open")


def take(browser: Browser, base: str, out: Path) -> None:
    for width, height in WIDTHS.items():
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=False)
        page = context.new_page()
        for name, address in PAGES.items():
            page.goto(base + address)
            target = out / f"{name}_{width}.png"
            page.screenshot(path=str(target), full_page=True)
            reduce(target)
        context.close()


def reduce(picture: Path, tallest: int = 20_000) -> None:
    """Fewer colours, then fewer still while it is too large."""
    with Image.open(picture) as shot:
        whole = shot.convert("RGB")
    whole = whole.crop((0, 0, whole.width, min(whole.height, tallest)))
    for colours in COLOURS:
        whole.quantize(colours, dither=Image.Dither.NONE).save(picture, optimize=True)
        if picture.stat().st_size <= LIMIT:
            break
    sys.stdout.write(f"{picture.name} {picture.stat().st_size:,} B\n")


def take_steps(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    tests = [f"tests/journeys/test_{name}.py" for name in JOURNEYS]
    environment = {**os.environ, "TEQUIO_PICTURES": str(out)}
    subprocess.run([sys.executable, "-m", "pytest", "-q", *tests], env=environment, cwd=HERE.parent.parent, check=True)
    for picture in sorted(out.iterdir()):
        reduce(picture, TALLEST)


def main() -> None:
    take_steps(HERE / "steps")
    port = free_port()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as driver:
        command = [sys.executable, "-m", "tequio.config.cli", "demo", "--port", str(port)]
        server = subprocess.Popen(command, env={**os.environ, "TEQUIO_VAR": place}, cwd=HERE.parent.parent)
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            wait_for(f"http://localhost:{port}/", server)
            take(browser, f"http://localhost:{port}", HERE)
        finally:
            browser.close()
            server.terminate()
            server.wait(timeout=30)


if __name__ == "__main__":
    main()
