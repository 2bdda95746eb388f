//! A column of a table of the package: its name, what its cells are and what they mean.

/// What the cells of a column are.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Any text. Only these can look like a formula of a spreadsheet, and are guarded.
    Text,
    /// Texts with `;` between (see [`super::cell::split_list`]); guarded as text is.
    List,
    /// A UUID, or a hash in hexadecimal.
    Id,
    /// A day, `2019-11-25`.
    Day,
    /// A moment, `2019-11-25T18:00:00Z`.
    Moment,
    /// A whole number that is not negative.
    Count,
    /// A whole number.
    Integer,
    /// `yes` or `no`.
    Bool,
    /// A colour, `#rrggbb`.
    Colour,
    /// One of some words.
    Word(fn() -> Vec<&'static str>),
    /// Some of these words, with `;` between.
    Words(fn() -> Vec<&'static str>),
}

impl Type {
    /// Whether a cell of this column may begin with any character at all.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::List)
    }
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its header.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Type,
    /// What they mean.
    pub about: &'static str,
    /// Whether the program works it out: it is written, and not read.
    pub derived: bool,
}

/// A column that is read and written.
pub const fn col(name: &'static str, kind: Type, about: &'static str) -> Column {
    Column { name, kind, about, derived: false }
}

/// A column that the program works out, and does not read.
pub const fn derived(name: &'static str, kind: Type, about: &'static str) -> Column {
    Column { name, kind, about, derived: true }
}

/// The type of a column that holds one of the words of an enum.
macro_rules! word {
    ($kind:ty) => {
        $crate::exchange::column::Type::Word(|| <$kind>::ALL.iter().map(|word| word.as_str()).collect())
    };
}

pub(super) use word;
