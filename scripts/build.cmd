@echo off
rem Genera el sitio en Windows: prepara lo que haga falta la primera vez y pasa sus argumentos a build.py.
setlocal
set RAIZ=%~dp0..
set PY=%RAIZ%\.venv\Scripts\python.exe
if not exist "%PY%" (
    py -3 -m venv "%RAIZ%\.venv" || exit /b 2
)
fc /b "%RAIZ%\requirements\build.txt" "%RAIZ%\.venv\instalado-build.txt" >nul 2>&1
if errorlevel 1 (
    "%PY%" -m pip install --quiet --disable-pip-version-check --require-hashes -r "%RAIZ%\requirements\build.txt" || exit /b 2
    copy /y "%RAIZ%\requirements\build.txt" "%RAIZ%\.venv\instalado-build.txt" >nul
)
"%PY%" "%RAIZ%\build.py" %*
exit /b %errorlevel%
