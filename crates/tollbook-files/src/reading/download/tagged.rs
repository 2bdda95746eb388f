//! Records of references whose lines have a tag and a value each.

use super::line::Line;

/// The fields of a record, in the order in which they stand.
pub(super) struct Fields<T>(Vec<(T, String)>);

impl<T: Copy + PartialEq> Fields<T> {
    /// Reads a record; `tag` divides a line into its tag and value. A line without a tag goes on with the value before it;
    /// `None` where the first line has none.
    pub fn read<'l>(lines: &'l [Line], tag: impl Fn(&'l str) -> Option<(T, &'l str)>) -> Option<Self> {
        let mut fields: Vec<(T, String)> = Vec::new();
        for line in lines {
            match (tag(&line.text), fields.last_mut()) {
                (Some((tag, value)), _) => fields.push((tag, value.to_owned())),
                (None, Some((_, value))) => {
                    value.push_str(if line.after_blank { "\n\n" } else { "\n" });
                    value.push_str(&line.text);
                }
                (None, None) => return None,
            }
        }
        Some(Self(fields))
    }

    /// The first value with the first of the tags that has one; blank if none has.
    pub fn first(&self, tags: &[T]) -> String {
        let filled = |wanted: &T| {
            let mut values = self.0.iter().filter(|(tag, _)| tag == wanted).map(|(_, value)| value.trim());
            values.find(|value| !value.is_empty())
        };
        tags.iter().find_map(filled).unwrap_or_default().to_owned()
    }

    /// All values with one of the tags.
    pub fn all(&self, tags: &[T]) -> String {
        let wanted = self.0.iter().filter(|(tag, _)| tags.contains(tag));
        wanted.map(|(_, value)| value.trim()).collect::<Vec<_>>().join("; ")
    }
}

/// Whether the first line has the tag that begins a record, and a field follows.
pub(super) fn begins_record<'l, T: PartialEq>(
    lines: &'l [Line],
    first: T,
    tag: impl Fn(&'l str) -> Option<(T, &'l str)>,
) -> bool {
    let tag_of = |at: usize| lines.get(at).and_then(|line| Some(tag(&line.text)?.0));
    tag_of(0) == Some(first) && tag_of(1).is_some()
}
