//! What a page's own style sheets hide or strike out within a table. Which of several rules wins is not reckoned, and
//! what a script changes is not known: what is hidden so leaves its cell in doubt.

use super::html_text::{is_unseen, name, says, Edge, NodeRef, UNSEEN};
use scraper::{ElementRef, Html, Node, Selector};

/// As much of style sheets as is looked at, in bytes.
const LONGEST: usize = 1 << 20;

/// The most selectors that are looked for, and the longest.
const MOST_SELECTORS: usize = 64;
const LONGEST_SELECTOR: usize = 100;

/// Styles of text that is there and not to be seen; without spaces.
const VANISHED: &[&str] =
    &["font-size:0;", "font-size:0px", "font-size:0pt", "opacity:0;", "color:transparent"];

/// Styles of text that is not to be seen on a white page; without spaces.
const WHITE: &[&str] = &[";color:#fff;", ";color:#ffffff;", ";color:white;"];

/// Elements that show something which is no text.
const PICTURES: &[&str] =
    &["img", "input", "select", "textarea", "object", "svg", "canvas", "iframe", "embed"];

/// What the style sheets of a page hide.
pub(super) struct Styles {
    hiding: Vec<Selector>,
}

impl Styles {
    pub fn of(page: &Html) -> Styles {
        let mut sheets = String::new();
        for style in page.tree.nodes().filter(|node| name(node) == Some("style")) {
            let texts = style.children().filter_map(|child| child.value().as_text().map(|text| &**text));
            texts.take_while(|text| text.len() <= LONGEST).for_each(|text| sheets.push_str(text));
            if sheets.len() > LONGEST {
                break;
            }
        }
        let selectors = hiding(&sheets);
        Styles { hiding: selectors.iter().filter_map(|selector| Selector::parse(selector).ok()).collect() }
    }

    /// Whether an element is hidden, or so small or pale that nobody sees it.
    pub fn hide(&self, node: &NodeRef<'_>) -> bool {
        let Some(element) = ElementRef::wrap(*node) else { return false };
        self.hiding.iter().any(|selector| selector.matches(&element)) || says(element.value(), VANISHED)
    }

    /// Whether what stands in a cell may not be all that a person sees there, or may not be seen: `text` is what was
    /// read of it.
    pub fn leave_in_doubt(&self, cell: NodeRef<'_>, text: &str) -> bool {
        // How deep in what is hidden or pale, and in what is left out.
        let (mut pale, mut left_out) = (0_usize, 0_usize);
        let step = |depth: &mut usize, is_open: bool| match is_open {
            true => *depth += 1,
            false => *depth = depth.saturating_sub(1),
        };
        for edge in cell.traverse() {
            let (Edge::Open(node) | Edge::Close(node)) = edge;
            let is_open = matches!(edge, Edge::Open(_));
            match node.value() {
                Node::Text(words)
                    if is_open
                        && !words.trim().is_empty()
                        && (pale > 0 || (left_out > 0 && text.is_empty())) =>
                {
                    return true;
                }
                Node::Element(element) => match element.name() {
                    "script" | "style" | "noscript" | "template" => {}
                    name if PICTURES.contains(&name) && text.is_empty() => return true,
                    _ if node != cell && is_unseen(&node) => step(&mut left_out, is_open),
                    _ if self.hide(&node) || says(element, WHITE) => step(&mut pale, is_open),
                    _ => {}
                },
                _ => {}
            }
        }
        false
    }
}

/// The selectors of the rules that hide or strike out, of those that hold for every medium.
fn hiding(sheets: &str) -> Vec<String> {
    let mut all = Vec::new();
    let sheets = without_comments(sheets);
    let mut rest = sheets.as_str();
    while let Some((selectors, behind)) = rest.split_once('{') {
        let selectors = selectors.rsplit(['}', ';']).next().unwrap_or_default().trim();
        if selectors.starts_with('@') {
            rest = behind_block(behind);
            continue;
        }
        let (style, behind) = behind.split_once('}').unwrap_or((behind, ""));
        rest = behind;
        let style = bare(style);
        if UNSEEN.iter().chain(VANISHED).any(|one| style.contains(one)) {
            let selectors = selectors.split(',').map(str::trim);
            // What depends on the mouse or a place among others is not so for good.
            let plain = selectors.filter(|one| one.len() <= LONGEST_SELECTOR && !one.contains(':'));
            all.extend(plain.map(ToOwned::to_owned));
        }
        if all.len() >= MOST_SELECTORS {
            break;
        }
    }
    all.truncate(MOST_SELECTORS);
    all
}

/// What comes behind a block whose brace was opened.
fn behind_block(text: &str) -> &str {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

fn without_comments(sheets: &str) -> String {
    let mut out = String::with_capacity(sheets.len());
    let mut rest = sheets;
    while let Some((before, behind)) = rest.split_once("/*") {
        out.push_str(before);
        rest = behind.split_once("*/").map_or("", |(_, rest)| rest);
    }
    // Older browsers were to take a sheet for a comment.
    (out + rest).replace("<!--", "").replace("-->", "")
}

/// A style without spaces, in small letters, with a semicolon at both ends.
pub(super) fn bare(style: &str) -> String {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    format!(";{};", style.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::hiding;

    #[test]
    fn rules_that_hide() {
        let sheet = "<!-- p.a, .b { color:red; text-decoration : line-through } /* .c {display:none} */ \
            @import url(x); .d{display:block} @media print { .e { display:none } .f{} } #g h{Display:None} \
            .h:hover{display:none} i{font-size:0;} .j{font-size:0.9em} -->";
        assert_eq!(hiding(sheet), ["p.a", ".b", "#g h", "i"]);
        for broken in ["", "{", "}", ".a{display:none", "@media{", "/*", "{}}}{{{}"] {
            assert!(hiding(broken).len() <= 1, "{broken}");
        }
    }
}
