; The installer of the Windows program, compiled by `cargo xtask dist --target windows`, and by way of tauri.nsi by the
; Tauri CLI on Windows:
;   makensis -INPUTCHARSET UTF8 -DVERSION=… -DPROGRAMS=folder -DROOT=checkout -DTHIRD_PARTIES=file -DOUT=setup.exe [-DWEBVIEW2=…] [-DSIGN=…]
;
; What it takes:  /S  /D=folder  /ALLUSERS  /NODESKTOP  /DOWNGRADE      the uninstaller:  /S  /DELETEDATA
; What it ends with:  0 done   2 aborted   3 the program is running   4 Windows is too old
;                     5 /ALLUSERS without administrator rights   6 a newer version is installed
;                     7 it is installed for all users, and /ALLUSERS was not said
; docs/install.md tells all of it to those who install on many machines.

Unicode true
; The NSIS that the Tauri CLI fetches has 32-bit stubs only; and what MSVC links carries the loader of WebView2 inside.
!ifndef TAURI
  Target amd64-unicode
!endif
SetCompressor /SOLID lzma
SetCompressorDictSize 32
ManifestDPIAware true
ManifestSupportedOS all
; For one user, so that no administrator is needed; /ALLUSERS wants one and says so.
RequestExecutionLevel user

!define PRODUCT "信息公开年报"
!define ID "cn.nianbao.desktop"
!define EXE "nianbao-desktop.exe"
!define FILE_TYPE "nianbao.package"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define EDGE_UPDATE "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
!define BOOTSTRAPPER "https://go.microsoft.com/fwlink/p/?LinkId=2124703"

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include WordFunc.nsh

Name "${PRODUCT}"
OutFile "${OUT}"
BrandingText "${PRODUCT} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${PRODUCT}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${PRODUCT} 安装程序"
VIAddVersionKey /LANG=2052 "LegalCopyright" "nianbao contributors, Apache-2.0"

!ifdef SIGN
  !finalize '"${SIGN}" "%1"' = 0
  !uninstfinalize '"${SIGN}" "%1"' = 0
!endif

Var AllUsers
Var WebView2

!define MUI_ICON "${ROOT}\icons\icon.ico"
!define MUI_UNICON "${ROOT}\icons\icon.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${ROOT}\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

!macro Refuse code sentence
  MessageBox MB_OK|MB_ICONSTOP "${sentence}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend
!define Refuse "!insertmacro Refuse"

!macro NotRunning un
Function ${un}NotRunning
  StrCpy $1 0
  again:
  ; The window that the program keeps to notice a second start.
  FindWindow $0 "${ID}-sic" "${ID}-siw"
  ${If} $0 <> 0
    ; A program that starts its own update ends by itself, after a backup.
    ${If} $1 < 10
      IntOp $1 $1 + 1
      Sleep 500
      Goto again
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PRODUCT}正在运行。请先关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro NotRunning ""
!insertmacro NotRunning "un."

; One user's beside everybody's would be two programs with one name: what is installed for all users is updated for all.
; $R0: what the installer was started with.
Function NotForEverybody
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 == ""
  ${OrIfNot} ${FileExists} "$0\${EXE}"
    Return
  ${EndIf}
  MessageBox MB_OKCANCEL|MB_ICONINFORMATION "这台电脑已经为所有用户安装了${PRODUCT}：$\r$\n$0$\r$\n更新它需要管理员权限。点“确定”以管理员身份继续；没有管理员密码的，请找管电脑的人，用 /ALLUSERS 安装。" /SD IDCANCEL IDCANCEL refuse
  ClearErrors
  ExecShell "runas" "$EXEPATH" "/ALLUSERS $R0"
  ${IfNot} ${Errors}
    SetErrorLevel 0
    Quit
  ${EndIf}
  refuse:
  SetErrorLevel 7
  Quit
FunctionEnd

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
    ${Refuse} 4 "需要 64 位的 Windows 10（1809）或更高版本。"
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    ${Refuse} 4 "需要 64 位的 Windows 10（1809）或更高版本。"
  ${EndIf}

  ${GetParameters} $R0
  StrCpy $AllUsers 0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${Refuse} 5 "为所有用户安装需要管理员权限。请以管理员身份运行，或者去掉 /ALLUSERS，只为自己安装。"
    ${EndIf}
    StrCpy $AllUsers 1
    SetShellVarContext all
  ${Else}
    Call NotForEverybody
  ${EndIf}

  Call NotRunning

  ReadRegStr $0 SHCTX "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} $0 "${VERSION}" $1
    ClearErrors
    ${GetOptions} $R0 "/DOWNGRADE" $R1
    ${If} ${Errors}
    ${AndIf} $1 = 1
      ${Refuse} 6 "已经安装了较新的版本 $0，这个安装程序是 ${VERSION}。较新的版本用过的年报库，旧版本只能看、不能改，所以没有安装。$\r$\n确实要装回旧版本的，请加 /DOWNGRADE 运行。"
    ${EndIf}
  ${EndIf}

  ; /D= comes before everything; then where it was installed before.
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers = 1
      StrCpy $INSTDIR "$PROGRAMFILES64\nianbao"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\nianbao"
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "program"
  SetOutPath "$INSTDIR"
  ; An update leaves nothing of the version before.
  RMDir /r "$INSTDIR\fonts"
  File "${PROGRAMS}\${EXE}"
  File "${PROGRAMS}\nianbao.exe"
  !ifndef TAURI
    File "${PROGRAMS}\WebView2Loader.dll"
  !endif
  File "${ROOT}\LICENSE"
  File "${ROOT}\CHANGELOG.md"
  File "${THIRD_PARTIES}"
  SetOutPath "$INSTDIR\fonts"
  File "${ROOT}\fonts\*.*"
  SetOutPath "$INSTDIR\fonts\licences"
  File "${ROOT}\fonts\licences\*.*"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${EXE}"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NODESKTOP" $R1
  ${If} ${Errors}
    CreateShortcut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${EXE}"
  ${EndIf}

  WriteRegStr SHCTX "Software\Classes\.nianbao" "" "${FILE_TYPE}"
  WriteRegStr SHCTX "Software\Classes\${FILE_TYPE}" "" "年报交换包"
  WriteRegStr SHCTX "Software\Classes\${FILE_TYPE}\DefaultIcon" "" '"$INSTDIR\${EXE}",0'
  WriteRegStr SHCTX "Software\Classes\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  Call TellExplorer

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${PRODUCT}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "nianbao contributors"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "AllUsers" $AllUsers
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

; The version of the WebView2 runtime in $WebView2, empty where there is none.
Function LookForWebView2
  SetRegView 32
  ReadRegStr $WebView2 HKLM "SOFTWARE\${EDGE_UPDATE}" "pv"
  SetRegView 64
  ${If} $WebView2 == ""
  ${OrIf} $WebView2 == "0.0.0.0"
    ReadRegStr $WebView2 HKCU "Software\${EDGE_UPDATE}" "pv"
  ${EndIf}
  ${If} $WebView2 == "0.0.0.0"
    StrCpy $WebView2 ""
  ${EndIf}
FunctionEnd

; Installs the runtime with Microsoft's own installer in $0.
Function RunWebView2Installer
  DetailPrint "正在安装 WebView2 运行时……"
  ExecWait '"$0" /silent /install' $1
  DetailPrint "WebView2 运行时的安装程序返回 $1"
  Call LookForWebView2
FunctionEnd

Section "webview2"
  ; A runtime of a fixed version, unpacked beside the installer, belongs to the program alone.
  ${If} ${FileExists} "$EXEDIR\WebView2\fixed\msedgewebview2.exe"
    DetailPrint "正在复制固定版本的 WebView2 运行时……"
    RMDir /r "$INSTDIR\WebView2"
    CreateDirectory "$INSTDIR\WebView2"
    CopyFiles /SILENT "$EXEDIR\WebView2\fixed\*.*" "$INSTDIR\WebView2"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\WebView2\msedgewebview2.exe"
    Goto done
  ${EndIf}

  Call LookForWebView2
  ${If} $WebView2 == ""
  ${AndIf} ${FileExists} "$EXEDIR\WebView2\MicrosoftEdgeWebView2RuntimeInstallerX64.exe"
    StrCpy $0 "$EXEDIR\WebView2\MicrosoftEdgeWebView2RuntimeInstallerX64.exe"
    Call RunWebView2Installer
  ${EndIf}
  ${If} $WebView2 == ""
  ${AndIf} ${FileExists} "$EXEDIR\WebView2\MicrosoftEdgeWebview2Setup.exe"
    StrCpy $0 "$EXEDIR\WebView2\MicrosoftEdgeWebview2Setup.exe"
    Call RunWebView2Installer
  ${EndIf}
!ifdef WEBVIEW2
  ${If} $WebView2 == ""
    InitPluginsDir
    File "/oname=$PLUGINSDIR\webview2.exe" "${WEBVIEW2}"
    StrCpy $0 "$PLUGINSDIR\webview2.exe"
    Call RunWebView2Installer
  ${EndIf}
!else
  ${If} $WebView2 == ""
    InitPluginsDir
    StrCpy $0 "$PLUGINSDIR\webview2.exe"
    DetailPrint "正在下载 WebView2 运行时的安装程序……"
    nsExec::Exec /TIMEOUT=120000 `powershell -NoProfile -NonInteractive -Command "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'; Invoke-WebRequest -UseBasicParsing '${BOOTSTRAPPER}' -OutFile '$0'; if ((Get-AuthenticodeSignature '$0').Status -ne 'Valid') { Remove-Item '$0' }"`
    Pop $1
    ${If} ${FileExists} "$0"
      Call RunWebView2Installer
    ${EndIf}
  ${EndIf}
!endif
  ${If} $WebView2 == ""
    DetailPrint "没有 WebView2 运行时。"
    MessageBox MB_OK|MB_ICONEXCLAMATION "程序已经装好，但这台电脑没有 Microsoft Edge WebView2 运行时，也没能下载，窗口还打不开。$\r$\n请把运行时的离线安装程序 MicrosoftEdgeWebView2RuntimeInstallerX64.exe 放进安装程序旁的 WebView2 文件夹，再运行一次安装程序；或者请网络管理员安装它。" /SD IDOK
  ${EndIf}
  done:
SectionEnd

; SHChangeNotify(SHCNE_ASSOCCHANGED): icons of the file type are drawn anew.
!macro TellExplorer un
Function ${un}TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd
!macroend
!insertmacro TellExplorer ""
!insertmacro TellExplorer "un."

Function un.onInit
  SetRegView 64
  StrCpy $AllUsers 0
  ; The one that was installed here: one user's and everybody's may both be there.
  ReadRegStr $0 HKCU "${UNINSTALL}" "InstallLocation"
  ${If} $0 != $INSTDIR
    ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
    ${If} $0 == $INSTDIR
      StrCpy $AllUsers 1
      SetShellVarContext all
      UserInfo::GetAccountType
      Pop $1
      ${If} $1 != "Admin"
        ${Refuse} 5 "这是为所有用户安装的，卸载需要管理员权限。请以管理员身份运行。"
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Call un.NotRunning
FunctionEnd

Section "Uninstall"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\nianbao.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  RMDir /r "$INSTDIR\fonts"
  RMDir /r "$INSTDIR\WebView2"
  Delete "$INSTDIR\uninstall.exe"
  ; Not /r: what others put here is not ours.
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  ReadRegStr $0 SHCTX "Software\Classes\.nianbao" ""
  ${If} $0 == "${FILE_TYPE}"
    DeleteRegKey SHCTX "Software\Classes\.nianbao"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${FILE_TYPE}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  Call un.TellExplorer

  ; The reports stay unless somebody says otherwise, twice.
  SetShellVarContext current
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DELETEDATA" $R1
  ${IfNot} ${Errors}
    Goto delete
  ${EndIf}
  ${If} ${FileExists} "$APPDATA\${ID}\*.*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "程序已卸载，年报库和备份仍在：$\r$\n$APPDATA\${ID}$\r$\n要一并删除吗？删除后不能恢复。" /SD IDNO IDNO keep
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "确定删除全部年报和备份？" /SD IDNO IDNO keep
    Goto delete
  ${EndIf}
  Goto keep
  delete:
  RMDir /r "$APPDATA\${ID}"
  RMDir /r "$LOCALAPPDATA\${ID}"
  keep:
SectionEnd
