; The installer of the Windows program, compiled by `cargo xtask dist --target windows`, and by way of tauri.nsi by the
; Tauri CLI on Windows:
;   makensis -INPUTCHARSET UTF8 -DVERSION=… -DPROGRAMS=folder -DROOT=checkout -DTHIRD_PARTIES=file -DOUT=setup.exe [-DWEBVIEW2=…] [-DSIGN=…]
;
; What it takes:  /S  /D=folder  /ALLUSERS  /NODESKTOP  /DOWNGRADE      the uninstaller:  /S  /DELETEDATA  _?=folder
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
; When a file was last written on the machine that builds is nobody's business, and no two machines agree on it.
SetDateSave off
; A file that cannot be written stops it: the default in silence is to leave the old one and to say that all went well.
AllowSkipFiles off
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
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE FolderOfItsOwn
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_SHOW NotAsAdministrator
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

; Somebody who runs the program on this desktop has its window; on another desktop, or without one, its file is in use:
; it can be read then, and not be written. $0: 1 when either is so.
!macro InUse un
Function ${un}InUse
  Push $1
  ; The window that the program keeps to notice a second start.
  FindWindow $0 "${ID}-sic" "${ID}-siw"
  ${If} $0 <> 0
    StrCpy $0 1
  ${EndIf}
  !insertmacro Held "$INSTDIR\${EXE}"
  !insertmacro Held "$INSTDIR\nianbao.exe"
  Pop $1
FunctionEnd
!macroend
!macro Held file
  ; Opening what is not there would make it.
  ${If} ${FileExists} "${file}"
    ClearErrors
    FileOpen $1 "${file}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
!macroend
!insertmacro InUse ""
!insertmacro InUse "un."

; Before anything is deleted or written.
!macro NotRunning un
Function ${un}NotRunning
  StrCpy $1 0
  again:
  Call ${un}InUse
  ${If} $0 <> 0
    ; A program that starts its own update ends by itself, after a backup.
    ${If} $1 < 10
      IntOp $1 $1 + 1
      Sleep 500
      Goto again
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PRODUCT}正在运行，或者它的程序文件正被别的程序占用。请先关闭，再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro NotRunning ""
!insertmacro NotRunning "un."

; What is installed deletes folders when it is updated and removed, so it gets a folder that has nothing of anybody else:
; the chosen one where that is not there, is empty or has the program already, else one inside it.
Function FolderOfItsOwn
  ReadRegStr $1 SHCTX "${UNINSTALL}" "InstallLocation"
  again:
  ${If} ${FileExists} "$INSTDIR\${EXE}"
  ${OrIf} $INSTDIR == $1
  ${OrIfNot} ${FileExists} "$INSTDIR\*.*"
    Return
  ${EndIf}
  StrCpy $3 0
  ; A whole disk is no folder of ours, however empty.
  StrLen $2 $INSTDIR
  ${If} $2 <= 3
    StrCpy $3 1
  ${EndIf}
  FindFirst $0 $2 "$INSTDIR\*.*"
  ${DoWhile} $2 != ""
    ; An uninstaller that was waited for leaves itself.
    ${If} $2 != "."
    ${AndIf} $2 != ".."
    ${AndIf} $2 != "uninstall.exe"
      StrCpy $3 1
    ${EndIf}
    FindNext $0 $2
  ${Loop}
  FindClose $0
  ${If} $3 = 1
    StrCpy $INSTDIR "$INSTDIR\nianbao"
    Goto again
  ${EndIf}
FunctionEnd

; With an administrator's rights the program would show the administrator's reports.
Function NotAsAdministrator
  ${If} $AllUsers = 1
    SendMessage $mui.FinishPage.Run ${BM_SETCHECK} ${BST_UNCHECKED} 0
    ShowWindow $mui.FinishPage.Run ${SW_HIDE}
  ${EndIf}
FunctionEnd

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
  Call FolderOfItsOwn
  ; Early, for those who watch; and once more where it is known into which folder it goes.
  Call NotRunning
FunctionEnd

Section "program"
  Call NotRunning
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
  ; Who once wanted none on the desktop is not given one by an update.
  ReadRegDWORD $2 SHCTX "${UNINSTALL}" "NoDesktop"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/NODESKTOP" $R1
  ${IfNot} ${Errors}
    StrCpy $2 1
  ${EndIf}
  ${If} $2 = 1
    WriteRegDWORD SHCTX "${UNINSTALL}" "NoDesktop" 1
  ${Else}
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
    ; On Windows 10 a runtime from 120 on runs its processes in app containers, which may read no folder of a user's
    ; unless all packages, restricted ones too, are told so.
    nsExec::Exec '"$SYSDIR\icacls.exe" "$INSTDIR\WebView2" /grant *S-1-15-2-1:(OI)(CI)(RX) *S-1-15-2-2:(OI)(CI)(RX) /T /Q'
    Pop $1
    DetailPrint "icacls 返回 $1"
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
    nsExec::Exec /TIMEOUT=120000 `powershell -NoProfile -NonInteractive -Command "$$ErrorActionPreference = 'Stop'; [Net.ServicePointManager]::SecurityProtocol = 'Tls12'; Invoke-WebRequest -UseBasicParsing '${BOOTSTRAPPER}' -OutFile '$0'; $$signed = Get-AuthenticodeSignature '$0'; if ($$signed.Status -ne 'Valid' -or $$signed.SignerCertificate.Subject -notmatch '(^|, )O=Microsoft Corporation(,|$$)') { exit 1 }"`
    Pop $1
    ; Whatever else it ends with (1, error, timeout), nobody has seen that it is Microsoft's.
    ${If} $1 == 0
      Call RunWebView2Installer
    ${Else}
      DetailPrint "没有下载到，或者不是微软签名的：$1"
      Delete "$0"
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

; Starts the uninstaller once more with an administrator's rights, and ends this one; comes back where that cannot be.
Function un.AsAdministrator
  ${If} ${Silent}
    Return
  ${EndIf}
  ; Where Windows asks nobody and gives no rights, it would go round for ever.
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ELEVATED" $R1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  ClearErrors
  ExecShell "runas" "$INSTDIR\uninstall.exe" "/ELEVATED"
  ${IfNot} ${Errors}
    SetErrorLevel 0
    Quit
  ${EndIf}
FunctionEnd

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
        Call un.AsAdministrator
        ${Refuse} 5 "这是为所有用户安装的，卸载需要管理员权限。请以管理员身份运行。"
      ${EndIf}
    ${ElseIfNot} ${FileExists} "$INSTDIR\${EXE}"
      ; _?= can name any folder.
      ${Refuse} 2 "这里没有安装${PRODUCT}：$\r$\n$INSTDIR"
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
