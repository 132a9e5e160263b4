//! The calls and their types in TypeScript.

use std::collections::BTreeMap;

use ts_rs::{Config, TypeVisitor, TS};

use super::{surface, Failure, CLOSE_ASKED, SOURCE_DROPPED, WORK_PROGRESS};
use crate::work::Progress;

/// A call of the page.
pub(super) struct Call {
    pub name: &'static str,
    pub docs: &'static [&'static str],
    /// Names and TypeScript types.
    pub arguments: Vec<(&'static str, String)>,
    pub answer: String,
}

/// The declarations met so far, by name.
pub(super) struct Types {
    config: Config,
    declarations: BTreeMap<String, String>,
}

impl Types {
    fn new() -> Self {
        // A count stays far below 2^53, and JSON has no other numbers.
        Self { config: Config::new().with_large_int("number"), declarations: BTreeMap::new() }
    }

    /// The type's name; it and all it is made of are declared.
    pub(super) fn name<T: TS + 'static>(&mut self) -> String {
        self.visit::<T>();
        T::name(&self.config)
    }
}

impl TypeVisitor for Types {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only a declared type has a file of its own; arrays and options are made of others.
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.declarations.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            let declaration = set(&format!("{docs}export {}", T::decl(&self.config)));
            self.declarations.insert(name, declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The whole of `ui/src/ipc/generated.ts`.
pub fn typescript() -> String {
    let mut types = Types::new();
    types.visit::<Failure>();
    let progress = types.name::<Progress>();
    let calls = surface(&mut types);
    let declarations = types.declarations.values().map(|text| format!("{text}\n")).collect::<String>();
    let interface = calls.iter().map(interface_entry).collect::<String>();
    let mapping = calls.iter().map(mapping_entry).collect::<String>();
    format!(
        "// Written by `UPDATE_BINDINGS=1 cargo test --test bindings` from src-tauri/app/ipc. Not to be edited.\n\n\
         {declarations}\
         /** What the host may tell the page without being asked, and what comes with it. */\n\
         export interface HostEvents {{\n  \"{CLOSE_ASKED}\": null;\n  \"{SOURCE_DROPPED}\": null;\n  \"{WORK_PROGRESS}\": {progress};\n}}\n\n\
         /** What the page may ask of the host. Every call may be rejected with a Failure. */\n\
         export interface Calls {{\n{interface}}}\n\n\
         /** The calls over any way of carrying a name and its arguments. */\n\
         export function callsOver(call: (name: string, args: Record<string, unknown>) => Promise<unknown>): Calls {{\n  \
         return {{\n{mapping}  }};\n}}\n"
    )
}

/// ts-rs sets a comment on three lines and leaves blanks at their ends; here a comment takes one line, and what
/// belongs to a type stands in from it.
fn set(declaration: &str) -> String {
    let mut lines = Vec::<String>::new();
    let mut inside = false;
    for line in declaration.lines().map(str::trim) {
        let margin = if inside { "  " } else { "" };
        match (line, lines.last_mut()) {
            ("/**", _) => lines.push(format!("{margin}/**")),
            (_, Some(comment))
                if comment.ends_with("/**") || comment.contains("/** ") && !comment.ends_with("*/") =>
            {
                comment.push(' ');
                comment.push_str(line.strip_prefix("* ").unwrap_or(line));
            }
            _ => {
                lines.push(format!("{margin}{line}"));
                inside = true;
            }
        }
    }
    lines.join("\n") + "\n"
}

fn interface_entry(call: &Call) -> String {
    let docs = call.docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let arguments = call
        .arguments
        .iter()
        .map(|(name, ty)| format!("{}: {ty}", camel(name)))
        .collect::<Vec<_>>()
        .join(", ");
    format!("  /** {docs} */\n  {}: ({arguments}) => Promise<{}>;\n", camel(call.name), answer(call))
}

fn mapping_entry(call: &Call) -> String {
    let names = call.arguments.iter().map(|(name, _)| camel(name)).collect::<Vec<_>>().join(", ");
    let record = if names.is_empty() { "{}".to_owned() } else { format!("{{ {names} }}") };
    format!(
        "    {}: ({names}) => call(\"{}\", {record}) as Promise<{}>,\n",
        camel(call.name),
        call.name,
        answer(call)
    )
}

/// Rust's `()` arrives as JSON's null, which the page has no use for.
fn answer(call: &Call) -> &str {
    if call.answer == "null" {
        "void"
    } else {
        &call.answer
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
        name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_written_as_typescript_writes_it() {
        let call = Call {
            name: "save_cell",
            docs: &[" Saves a cell."],
            arguments: vec![("cell_id", "string".into()), ("count", "number | null".into())],
            answer: "null".into(),
        };
        assert_eq!(
            interface_entry(&call),
            "  /** Saves a cell. */\n  saveCell: (cellId: string, count: number | null) => Promise<void>;\n"
        );
        assert_eq!(
            mapping_entry(&call),
            "    saveCell: (cellId, count) => call(\"save_cell\", { cellId, count }) as Promise<void>,\n"
        );
    }

    #[test]
    fn a_declaration_is_set_with_its_comments_on_one_line() {
        assert_eq!(
            set("/**\n * A cell,\n * or none.\n */\nexport type Cell = { \n/**\n * Its id.\n */\nid: string, };"),
            "/** A cell, or none. */\nexport type Cell = {\n  /** Its id. */\n  id: string, };\n"
        );
    }

    #[test]
    fn large_counts_are_numbers_and_shared_types_are_declared_once() {
        #[derive(TS)]
        #[allow(dead_code)]
        struct Inner {
            count: u64,
        }
        #[derive(TS)]
        #[allow(dead_code)]
        struct Outer {
            first: Inner,
            more: Vec<Inner>,
        }
        let mut types = Types::new();
        assert_eq!(types.name::<Option<Outer>>(), "Outer | null");
        assert_eq!(types.declarations.keys().collect::<Vec<_>>(), ["Inner", "Outer"]);
        assert!(types.declarations["Inner"].contains("count: number"), "{}", types.declarations["Inner"]);
    }
}
