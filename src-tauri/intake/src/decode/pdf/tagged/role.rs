//! What an element of the structure tree is, by its type.

/// What an element is to a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// A paragraph, or what is not known: text of its own.
    Line,
    /// A heading, of this level.
    Heading(u8),
    /// Part of the text around it.
    Inline,
    /// The number or mark before an entry of a list.
    Label,
    /// Holds others, and says nothing of its own.
    Group,
    Table,
    /// Rows of a table that belong together.
    Rows,
    Row,
    Cell,
    /// A picture, which a description stands for.
    Figure,
    /// What stands beside a picture or a table.
    Caption,
    /// No content.
    Silent,
}

impl Role {
    /// Whether what it says stands on a line of its own, in a cell, too.
    pub fn stands_apart(self) -> bool {
        matches!(self, Role::Line | Role::Heading(_) | Role::Group | Role::Caption)
    }

    /// The role of one of the standard types (ISO 32000-1, 14.8.4, and ISO 32000-2); nothing of another.
    pub fn of(kind: &str) -> Option<Role> {
        Some(match kind {
            "P" | "H" | "Title" | "LI" | "TOCI" | "Note" | "FENote" => Role::Line,
            "H1" => Role::Heading(1),
            "H2" => Role::Heading(2),
            "H3" => Role::Heading(3),
            "H4" => Role::Heading(4),
            "H5" => Role::Heading(5),
            "H6" => Role::Heading(6),
            "Span" | "Quote" | "Reference" | "BibEntry" | "Code" | "Link" | "Annot" | "Ruby" | "RB"
            | "RP" | "Warichu" | "WT" | "WP" | "Em" | "Strong" | "Sub" | "LBody" | "Formula" => Role::Inline,
            // As if it were not there.
            "NonStruct" => Role::Inline,
            "Lbl" => Role::Label,
            "Document" | "DocumentFragment" | "Part" | "Art" | "Sect" | "Div" | "BlockQuote" | "TOC"
            | "Index" | "Private" | "L" | "Aside" | "Form" => Role::Group,
            "Table" => Role::Table,
            "THead" | "TBody" | "TFoot" => Role::Rows,
            "TR" => Role::Row,
            "TH" | "TD" => Role::Cell,
            "Figure" => Role::Figure,
            "Caption" => Role::Caption,
            // How text is read aloud says it a second time.
            "Artifact" | "RT" => Role::Silent,
            _ => return None,
        })
    }
}
