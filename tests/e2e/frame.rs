//! The frame of a window, where no window manager draws one: its closing button.

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window};
use x11rb::rust_connection::RustConnection;

use crate::Trouble;

/// Whether a process shows a window.
pub fn is_shown(display: &str, process: u32) -> Result<bool, Trouble> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
    Ok(find(&connection, root, process)?.is_some())
}

/// Asks the window of a process to close, as the button of its frame does.
pub fn press_close(display: &str, process: u32) -> Result<(), Trouble> {
    let (connection, screen) = x11rb::connect(Some(display))?;
    let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
    let window = find(&connection, root, process)?.ok_or("no window")?;
    let protocols = atom(&connection, "WM_PROTOCOLS")?;
    let asked = [atom(&connection, "WM_DELETE_WINDOW")?, x11rb::CURRENT_TIME, 0, 0, 0];
    let message = ClientMessageEvent::new(32, window, protocols, asked);
    connection.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
    Ok(())
}

fn atom(connection: &RustConnection, name: &str) -> Result<u32, Trouble> {
    Ok(connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
}

/// The window that the process says is its own and that can be closed; GTK has others that cannot.
fn find(connection: &RustConnection, root: Window, process: u32) -> Result<Option<Window>, Trouble> {
    let owner = atom(connection, "_NET_WM_PID")?;
    let protocols = atom(connection, "WM_PROTOCOLS")?;
    let mut rest = connection.query_tree(root)?.reply()?.children;
    while let Some(window) = rest.pop() {
        let property = |name, kind: AtomEnum| -> Result<Vec<u32>, Trouble> {
            let reply = connection.get_property(false, window, name, kind, 0, 8)?.reply()?;
            Ok(reply.value32().into_iter().flatten().collect())
        };
        let shown = connection.get_window_attributes(window)?.reply()?.map_state
            == x11rb::protocol::xproto::MapState::VIEWABLE;
        if shown
            && property(owner, AtomEnum::CARDINAL)? == [process]
            && !property(protocols, AtomEnum::ATOM)?.is_empty()
        {
            return Ok(Some(window));
        }
        rest.extend(connection.query_tree(window)?.reply()?.children);
    }
    Ok(None)
}
