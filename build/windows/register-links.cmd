@echo off
rem Makes trailbook:// links open the Trailbook beside this file, for this user alone.
rem An installer made by "wails build -nsis" does the same by itself (wails.json).
rem With /u it takes that back.
set KEY=HKCU\Software\Classes\trailbook
if /i "%~1"=="/u" (
  reg delete "%KEY%" /f
  exit /b
)
reg add "%KEY%" /ve /d "Trailbook link" /f >nul || exit /b 1
reg add "%KEY%" /v "URL Protocol" /d "" /f >nul || exit /b 1
reg add "%KEY%\DefaultIcon" /ve /d "%~dp0trailbook.exe,0" /f >nul || exit /b 1
reg add "%KEY%\shell\open\command" /ve /d "\"%~dp0trailbook.exe\" \"%%1\"" /f >nul || exit /b 1
echo trailbook:// links open %~dp0trailbook.exe now.
