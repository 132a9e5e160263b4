/* Stands in for the running program: the window that the installer looks for, for some seconds. */
#include <windows.h>

int main(void) {
    WNDCLASSA class = {0};
    class.lpfnWndProc = DefWindowProcA;
    class.hInstance = GetModuleHandleA(NULL);
    class.lpszClassName = "cn.nianbao.desktop-sic";
    RegisterClassA(&class);
    if (!CreateWindowA(class.lpszClassName, "cn.nianbao.desktop-siw", 0, 0, 0, 1, 1, NULL, NULL, class.hInstance, NULL))
        return 1;
    SetTimer(NULL, 0, 120000, NULL);
    MSG message;
    while (GetMessageA(&message, NULL, 0, 0) > 0 && message.message != WM_TIMER)
        DispatchMessageA(&message);
    return 0;
}
