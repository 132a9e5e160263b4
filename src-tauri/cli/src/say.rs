//! Text to the terminal. A reader that goes away, such as `head`, is no error.

use std::io::{self, Read, Write};

use crate::{args::Input, failure::Failure};
use office::{Office, Reading};

/// Writes to standard output. What a full disk swallowed is not said to be done.
pub(crate) fn out(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Stdout(error)),
        _ => Ok(()),
    }
}

/// Writes a line to standard error.
pub(crate) fn err(text: &str) {
    let _reader_gone = writeln!(io::stderr().lock(), "{text}");
}

/// Reads a document from where the command line says.
pub(crate) fn read(office: &Office, input: &Input) -> Result<Reading, Failure> {
    match input {
        Input::File(path) => Ok(office.read_file(path)?),
        Input::Stdin => {
            let mut bytes = Vec::new();
            let one_more = office.largest_document() + 1;
            io::stdin().lock().take(one_more).read_to_end(&mut bytes).map_err(Failure::Stdin)?;
            Ok(office.read(None, &bytes)?)
        }
    }
}
