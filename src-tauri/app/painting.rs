//! How the web view paints on a Linux machine without a graphics card, where WebKitGTK has the processor stand in for one.

use std::ffi::OsString;
use std::path::Path;

use tauri::WebviewWindow;

/// Whoever sets it knows better.
const ON_PROCESSOR: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";
/// Where the kernel offers graphics cards.
const DEVICES: &str = "/dev/dri";

/// Before there is a web view: a frame takes half as long, and a hundred megabytes less, when what it shows is painted
/// without the stand-in.
pub fn on_processor() {
    if std::env::var_os(ON_PROCESSOR).is_none() && is_alone() {
        std::env::set_var(ON_PROCESSOR, "1");
    }
}

/// Everything that scrolls is painted into the page. A layer of its own saves a graphics card the painting; the stand-in
/// has more work putting the layers together, which it does anew in each frame.
pub fn in_one_layer(window: &WebviewWindow) {
    if !is_alone() {
        return;
    }
    #[cfg(target_os = "linux")]
    {
        let told = window.with_webview(|view| {
            if features::turn_off(&view.inner(), features::LAYERS_THAT_SCROLL) {
                log::info!("no graphics card: painted in one layer");
            } else {
                log::info!("no graphics card, and this web view only scrolls in layers of their own");
            }
        });
        if let Err(error) = told {
            log::warn!("the web view is not told how to scroll: {error}");
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = window;
}

/// Whether the processor has nobody to draw for it.
fn is_alone() -> bool {
    cfg!(target_os = "linux") && !has_graphics_card(Path::new(DEVICES))
}

/// Whether the kernel offers a device that draws, among those in this folder.
fn has_graphics_card(devices: &Path) -> bool {
    let is_drawing = |name: OsString| name.to_string_lossy().starts_with("renderD");
    devices.read_dir().is_ok_and(|all| all.flatten().any(|it| is_drawing(it.file_name())))
}

/// The features of the web view. Its library has them from version 2.42 on and its binding not at all, so each function
/// is looked for when the program runs: with an older one the window opens all the same.
#[cfg(target_os = "linux")]
mod features {
    use std::ffi::{c_char, c_void, CStr};

    use libloading::os::unix::{Library, Symbol};
    use webkit2gtk::glib::translate::ToGlibPtr;
    use webkit2gtk::{ffi, WebView, WebViewExt};

    pub const LAYERS_THAT_SCROLL: &CStr = c"AsyncOverflowScrolling";

    /// The functions of `WebKitFeature.h` and `WebKitSettings.h`, as those declare them.
    struct Functions {
        all: Symbol<unsafe extern "C" fn() -> *mut c_void>,
        count: Symbol<unsafe extern "C" fn(*mut c_void) -> usize>,
        at: Symbol<unsafe extern "C" fn(*mut c_void, usize) -> *mut c_void>,
        name: Symbol<unsafe extern "C" fn(*mut c_void) -> *const c_char>,
        set: Symbol<unsafe extern "C" fn(*mut ffi::WebKitSettings, *mut c_void, i32)>,
        end: Symbol<unsafe extern "C" fn(*mut c_void)>,
    }

    impl Functions {
        #[allow(unsafe_code)]
        fn found() -> Option<Self> {
            let program = Library::this();
            // SAFETY: the types are those the library's headers declare, and the web view that is there keeps the
            // library loaded for as long as the program runs.
            unsafe {
                Some(Self {
                    all: program.get(c"webkit_settings_get_all_features").ok()?,
                    count: program.get(c"webkit_feature_list_get_length").ok()?,
                    at: program.get(c"webkit_feature_list_get").ok()?,
                    name: program.get(c"webkit_feature_get_identifier").ok()?,
                    set: program.get(c"webkit_settings_set_feature_enabled").ok()?,
                    end: program.get(c"webkit_feature_list_unref").ok()?,
                })
            }
        }
    }

    /// Turns a feature off, by its identifier. False: this web view does not know it.
    #[allow(unsafe_code)]
    pub fn turn_off(view: &WebView, feature: &CStr) -> bool {
        let (Some(call), Some(settings)) = (Functions::found(), WebViewExt::settings(view)) else {
            return false;
        };
        // SAFETY: the list is ours until it is given back; each index is below its length; a feature and its name live
        // as long as the list; the settings are borrowed from `settings`.
        unsafe {
            let list = (call.all)();
            let all = (0..(call.count)(list)).map(|index| (call.at)(list, index));
            let wanted = all.into_iter().find(|it| CStr::from_ptr((call.name)(*it)) == feature);
            if let Some(it) = wanted {
                (call.set)(settings.to_glib_none().0, it, 0);
            }
            (call.end)(list);
            wanted.is_some()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graphics_card_is_one_that_draws() {
        let devices = tempfile::tempdir().unwrap();
        let folder = devices.path();
        assert!(!has_graphics_card(&folder.join("dri")));
        assert!(!has_graphics_card(folder));
        // A screen alone, as virtual machines have it.
        std::fs::write(folder.join("card0"), "").unwrap();
        assert!(!has_graphics_card(folder));
        std::fs::write(folder.join("renderD128"), "").unwrap();
        assert!(has_graphics_card(folder));
    }
}
