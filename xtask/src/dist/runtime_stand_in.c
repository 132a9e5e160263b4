/* Stands in for Microsoft's installer of the WebView2 runtime: it notes in the registry that it was run. */
#include <windows.h>

int main(void) {
    static const char version[] = "999.0.0.1";
    return RegSetKeyValueA(HKEY_CURRENT_USER,
        "Software\\Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
        "pv", REG_SZ, version, sizeof version) != ERROR_SUCCESS;
}
