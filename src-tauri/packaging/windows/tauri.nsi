; The template that the Tauri CLI fills in on Windows: it says where things are and leaves the rest to installer.nsi, so
; that one script, tried under Wine, makes every setup.exe. makensis runs in target\release\nsis\x64.

!define TAURI
!define ROOT "..\..\..\.."
!define PROGRAMS "${ROOT}\target\release"
!define THIRD_PARTIES "${ROOT}\target\THIRD-PARTY.txt"
!define VERSION "{{version}}"
!define OUT "{{out_file}}"
!if "{{install_webview2_mode}}" == "offlineInstaller"
  !define WEBVIEW2 "{{webview2_installer_path}}"
!endif
!include "${ROOT}\src-tauri\packaging\windows\installer.nsi"

; The installer itself is signed by the Tauri CLI.
!define SIGN_UNINSTALLER "{{uninstaller_sign_cmd}}"
!if "${SIGN_UNINSTALLER}" != ""
  !uninstfinalize '${SIGN_UNINSTALLER}'
!endif
