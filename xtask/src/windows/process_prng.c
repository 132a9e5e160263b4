/* Wine before 9 lacks the one function of bcryptprimitives.dll that every Rust program asks for its hash seeds.
   Only ever put into a prefix that is thrown away. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    return RtlGenRandom(bytes, (ULONG)length);
}
