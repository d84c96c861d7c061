/* Windows has this library (converters of character sets), Wine does not. Qt needs it to be there, and falls back to its
   own converters when it refuses. For the Wine prefix only. */
#define EXPORT __declspec(dllexport)
#define UNSUPPORTED 16

typedef void *Any;

static void refuse(int *error) {
    if (error && *error <= 0) *error = UNSUPPORTED;
}

EXPORT Any ucnv_open(const char *name, int *error) { refuse(error); return 0; }
EXPORT void ucnv_close(Any converter) {}
EXPORT void ucnv_reset(Any converter) {}
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(int position) { return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, int *error) { refuse(error); return 0; }
EXPORT const char *ucnv_getName(Any converter, int *error) { refuse(error); return 0; }
EXPORT signed char ucnv_getMaxCharSize(Any converter) { return 4; }
EXPORT int ucnv_fromUCountPending(Any converter, int *error) { refuse(error); return 0; }
EXPORT int ucnv_toUCountPending(Any converter, int *error) { refuse(error); return 0; }
EXPORT void ucnv_fromUnicode(Any converter, Any to, Any to_end, Any from, Any from_end, Any offsets, signed char flush,
                             int *error) { refuse(error); }
EXPORT void ucnv_toUnicode(Any converter, Any to, Any to_end, Any from, Any from_end, Any offsets, signed char flush,
                           int *error) { refuse(error); }
EXPORT void ucnv_getFromUCallBack(Any converter, Any action, Any context) {}
EXPORT void ucnv_getToUCallBack(Any converter, Any action, Any context) {}
EXPORT void ucnv_setFromUCallBack(Any converter, Any action, Any context, Any old_action, Any old_context,
                                  int *error) { refuse(error); }
EXPORT void ucnv_setToUCallBack(Any converter, Any action, Any context, Any old_action, Any old_context,
                                int *error) { refuse(error); }
EXPORT void ucnv_cbFromUWriteUChars(Any call, Any from, Any from_end, int offset, int *error) { refuse(error); }
EXPORT void ucnv_cbToUWriteUChars(Any call, Any from, int length, int offset, int *error) { refuse(error); }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
