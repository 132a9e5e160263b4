/* Stands in for the program that runs on another desktop: no window here, but its file may not be written. */
#include <windows.h>
#include <shlobj.h>

int main(void) {
    WCHAR path[MAX_PATH];
    if (FAILED(SHGetFolderPathW(NULL, CSIDL_LOCAL_APPDATA, NULL, SHGFP_TYPE_CURRENT, path)))
        return 1;
    lstrcatW(path, L"\\Programs\\nianbao\\nianbao-desktop.exe");
    /* An installer that was quicker may be writing it. */
    while (CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL) == INVALID_HANDLE_VALUE)
        Sleep(100);
    Sleep(120000);
    return 0;
}
