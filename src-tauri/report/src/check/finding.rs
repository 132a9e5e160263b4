//! What a rule says.

use crate::{
    cell::{CellId, Entry},
    form::SectionId,
};
use std::{fmt, ops::Range};

/// The id of a rule, e.g. R01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub &'static str);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How grave a finding is; errors come first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// 错误: must not be published so.
    Error,
    /// 提醒: most likely wrong.
    Warning,
    /// 提示: worth a look.
    Hint,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

    /// The severity of this name in files.
    pub fn of_code(code: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.code() == code)
    }

    /// How the screen and the command line call it.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
            Severity::Hint => "提示",
        }
    }

    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// Where a finding points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// Number cells, the one to look at first in front.
    Cells(Vec<CellId>),
    /// A section as a whole.
    Section(SectionId),
    /// Words of a paragraph.
    Words {
        /// The section.
        place: SectionId,
        /// Which of its paragraphs, from 0.
        paragraph: usize,
        /// Where in the paragraph's text, in bytes.
        range: Range<usize>,
    },
}

impl Place {
    /// One cell.
    pub fn cell(id: &CellId) -> Place {
        Place::Cells(vec![id.clone()])
    }

    /// The cells it names, if any.
    pub fn cells(&self) -> &[CellId] {
        match self {
            Place::Cells(cells) => cells,
            Place::Section(_) | Place::Words { .. } => &[],
        }
    }
}

/// A change that would mend what was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What the button says, e.g. 改为 20.
    pub label: String,
    /// What to put into which cells.
    pub cells: Vec<(CellId, Entry)>,
    /// What to put in place of the words found.
    pub words: Option<String>,
}

impl Fix {
    /// Numbers for cells.
    pub fn of_cells(label: impl Into<String>, cells: Vec<(CellId, Entry)>) -> Fix {
        Fix { label: label.into(), cells, words: None }
    }

    /// Other words for those the finding points at.
    pub fn of_words(words: impl Into<String>) -> Fix {
        let words = words.into();
        let label =
            if words.chars().count() <= 16 { format!("改为“{words}”") } else { "一键改正".into() };
        Fix { label, cells: Vec::new(), words: Some(words) }
    }
}

/// One thing a rule says of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule that says it.
    pub rule: RuleId,
    /// How grave it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Further places that the same is said of, e.g. every repeated sentence.
    pub also: Vec<Place>,
    /// The other side of a conflict.
    pub against: Option<Place>,
    /// The words at `place`, when it points at words.
    pub words: Option<String>,
    /// What stands at `place`.
    pub found: Option<Entry>,
    /// What `against` amounts to.
    pub expected: Option<Entry>,
    /// One Chinese sentence with both values.
    pub message: String,
    /// How to mend it, where that is evident.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A mark of what is said: the rule, where, and with which values. By it a finding that was set aside is known
    /// again. It changes when one of the values changes, and the finding returns; where a paragraph stands, and
    /// how a rule words its sentence, make no difference.
    pub fn fingerprint(&self) -> String {
        // FNV-1a: fingerprints are kept in libraries, so they must never change with the compiler.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |text: &str| {
            for b in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        add(self.rule.0);
        for place in [Some(&self.place), self.against.as_ref()].into_iter().flatten() {
            match place {
                Place::Cells(cells) => cells.iter().for_each(|cell| add(cell.as_str())),
                Place::Section(id) | Place::Words { place: id, .. } => add(id.as_str()),
            }
        }
        add(self.words.as_deref().unwrap_or_default());
        add(&values(&self.message));
        format!("{hash:016x}")
    }
}

/// The values that a sentence gives: its numbers, and what it quotes.
fn values(message: &str) -> String {
    let mut values = String::new();
    let mut quoted = 0_u32;
    let mut before = ' ';
    for c in message.chars() {
        match c {
            '“' => quoted += 1,
            '”' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        let numeric = c.is_ascii_digit() || (matches!(c, '.' | '-' | '+') && !before.is_alphanumeric());
        if quoted > 0 || numeric || (c == '.' && before.is_ascii_digit()) {
            values.push(c);
        } else if !values.ends_with(' ') {
            values.push(' ');
        }
        before = c;
    }
    values
}

/// A finding that somebody looked at and set aside, as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// The rule's id.
    pub rule: String,
    /// The [fingerprint](Finding::fingerprint) it had.
    pub fingerprint: String,
    /// Why it is no fault.
    pub reason: String,
}

/// Findings, and those of them that were set aside.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parted {
    /// What still stands.
    pub standing: Vec<Finding>,
    /// What was set aside, each with its reason.
    pub aside: Vec<(Finding, String)>,
}

/// Parts findings into those that stand and those that were set aside. What was set aside with other values stands
/// again.
pub fn part(findings: Vec<Finding>, set_aside: &[SetAside]) -> Parted {
    let mut parted = Parted::default();
    for finding in findings {
        let of_rule = set_aside.iter().filter(|kept| kept.rule == finding.rule.0);
        let kept = {
            let mut of_rule = of_rule.peekable();
            // Most rules have nothing set aside, and need no fingerprint.
            let fingerprint = of_rule.peek().map(|_| finding.fingerprint());
            of_rule.find(|kept| Some(&kept.fingerprint) == fingerprint.as_ref())
        };
        match kept {
            Some(kept) => parted.aside.push((finding, kept.reason.clone())),
            None => parted.standing.push(finding),
        }
    }
    parted
}
