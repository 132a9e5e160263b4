//! Pages as text a test or a person can read: runs, rules and fills with their places.

use std::fmt;

use super::pages::{Frame, Owner, Pages, Tag};

impl fmt::Display for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({:.1} × {:.1} pt)", self.title, self.width, self.height)?;
        for (index, page) in self.pages.iter().enumerate() {
            writeln!(f, "page {}", index + 1)?;
            for frame in &page.frames {
                match frame {
                    Frame::Run(run) => {
                        let (x, owner) =
                            (run.glyphs.first().map_or(0.0, |g| g.x), self.owner_name(run.owner));
                        let (size, y) = (run.size, run.baseline);
                        writeln!(
                            f,
                            "  run  {x:6.1} {y:6.1}  {size} {:?}  {owner}  {}",
                            run.face,
                            run.text()
                        )?;
                    }
                    Frame::Rule(r) => {
                        let (x1, y1, x2, y2) = (r.x1, r.y1, r.x2, r.y2);
                        writeln!(f, "  rule {x1:6.1} {y1:6.1}  to {x2:.1} {y2:.1}  {}", r.thickness)?;
                    }
                    Frame::Path(path) => {
                        let owner = self.owner_name(Owner::Node(path.figure));
                        write!(f, "  path {owner}")?;
                        for (x, y) in &path.points {
                            write!(f, "  {x:.1} {y:.1}")?;
                        }
                        writeln!(f, "{}", if path.is_closed { "  closed" } else { "" })?;
                    }
                    Frame::Fill(a) => {
                        let [red, green, blue] = a.colour;
                        let (x, y, width, height) = (a.x, a.y, a.width, a.height);
                        writeln!(f, "  fill {x:6.1} {y:6.1}  {width:.1} × {height:.1}  {red:02X}{green:02X}{blue:02X}")?;
                    }
                }
            }
        }
        for entry in &self.outline {
            writeln!(f, "outline {}{} → {}", "  ".repeat(entry.level), entry.title, entry.page + 1)?;
        }
        Ok(())
    }
}

impl Pages {
    fn owner_name(&self, owner: Owner) -> String {
        match owner {
            Owner::PageNumber => "page number".to_owned(),
            Owner::Reprint(node) => format!("again {}", self.owner_name(Owner::Node(node))),
            Owner::Node(node) => match self.nodes.get(node).map(|n| n.tag) {
                Some(Tag::Heading(level)) => format!("H{level} {node}"),
                Some(Tag::Paragraph) => format!("P {node}"),
                Some(Tag::HeaderCell(..)) => format!("TH {node}"),
                Some(Tag::DataCell(_)) => format!("TD {node}"),
                Some(Tag::Figure) => format!("figure {node}"),
                Some(Tag::Caption) => format!("caption {node}"),
                Some(Tag::Document | Tag::Table | Tag::Row) | None => format!("node {node}"),
            },
        }
    }
}
