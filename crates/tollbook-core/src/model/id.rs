//! Ids of rows, and the stamp with which new ones are made.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use uuid::Uuid;

use super::record::{BadCell, Cell, Field, put_list, take_list};

/// Names a row of some table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref {
    /// The table's name in the project file.
    pub table: &'static str,
    /// The row's id.
    pub id: Uuid,
}

/// An id of one table's rows.
pub trait RecordId:
    Copy + Ord + std::hash::Hash + fmt::Debug + fmt::Display + FromStr + From<Uuid> + Send + Sync + 'static
{
    /// The table's name in the project file.
    const TABLE: &'static str;

    /// The bare id.
    fn uuid(self) -> Uuid;

    /// The row as a reference.
    fn reference(self) -> Ref {
        Ref { table: Self::TABLE, id: self.uuid() }
    }
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident => $table:literal;)*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl RecordId for $name {
            const TABLE: &'static str = $table;
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl Field for $name {
            fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
                self.0.write_cells(cells);
            }

            fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
                Uuid::read_cells(cells).map(Self)
            }

            fn references(&self, each: &mut dyn FnMut(Ref)) {
                each(self.reference());
            }
        }

        impl Field for Option<$name> {
            fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
                match self {
                    Some(id) => id.write_cells(cells),
                    None => cells.push(Cell::Null),
                }
            }

            fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
                Ok(<Option<Uuid> as Field>::read_cells(cells)?.map($name))
            }

            fn references(&self, each: &mut dyn FnMut(Ref)) {
                if let Some(id) = self {
                    each(id.reference());
                }
            }
        }

        impl Field for Vec<$name> {
            fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
                put_list(self.iter().map(ToString::to_string), cells);
            }

            fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
                take_list(cells, "a list of ids")
            }

            fn references(&self, each: &mut dyn FnMut(Ref)) {
                for id in self {
                    each(id.reference());
                }
            }
        }
    )* };
}

ids! {
    /// The project itself.
    ProjectId => "project";
    /// An article; see [`super::ArticleIds`] for which id the one at a path has.
    ArticleId => "article";
    /// One coder's state of one article: UUIDv5 of the two, for the same reason.
    CoverageId => "coverage";
    /// The assignment of an article to a coder.
    AssignmentId => "assignment";
    /// The mapping of a table's columns.
    ColumnMappingId => "column_mapping";
    /// A rejected suggestion.
    RejectionId => "rejection";
    /// An annotation, and the claim that it may carry.
    AnnotationId => "annotation";
    /// An incident.
    IncidentId => "incident";
    /// A coder's own estimate of an incident for one side and outcome.
    EstimateId => "estimate";
    /// An operation.
    OperationId => "operation";
    /// A code of the codebook.
    CodeId => "code";
    /// An entry of one of the project's lists.
    EntryId => "list_entry";
    /// A link between two rows.
    LinkId => "link";
    /// An edit of the history.
    EditId => "edit";
}

impl ArticleId {
    /// The id with which an article at `path` (relative, with `/`) comes into `project`, and which it keeps. An article
    /// of a download is the same in whatever file it stands.
    pub fn for_path(project: ProjectId, path: &str) -> Self {
        let name = part_identity(path).unwrap_or(path);
        Self(Uuid::new_v5(&project.0, name.as_bytes()))
    }
}

/// What tells an article of a download from all others, in its path: `Nexis:0b5f…` in `2019/list.txt#Nexis:0b5f…`. The
/// database's name, a colon, and letters, digits and signs, without a point as the names of files have it.
pub fn part_identity(path: &str) -> Option<&str> {
    let (_, identity) = path.rsplit_once('#')?;
    let (database, number) = identity.split_once(':')?;
    let is_name =
        database.starts_with(char::is_alphabetic) && database.chars().all(|c| c.is_alphabetic() || c == ' ');
    let fits = !number.is_empty() && number.chars().all(|c| c.is_alphanumeric() || "-_·:+=@~".contains(c));
    (is_name && fits).then_some(identity)
}

impl CoverageId {
    /// The id of what `coder` has read of `article`.
    pub fn for_coder(article: ArticleId, coder: EntryId) -> Self {
        Self(Uuid::new_v5(&article.0, coder.0.as_bytes()))
    }
}

/// When and by whom a change is made, and the ids that it may need.
///
/// The clock and the randomness come from outside, so that the model has neither: the same stamp
/// mints the same ids in the same order. Ids are UUIDv7 (RFC 9562, section 5.7) and rise in the
/// order in which they are minted, so that rows sort by when they were made.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The moment of the change.
    pub at: Timestamp,
    /// Who makes it.
    pub coder: EntryId,
    entropy: u64,
    minted: u32,
}

impl Stamp {
    /// A stamp for `coder` at `at`; `entropy` must be random, or two programs may mint the same id.
    pub fn new(at: Timestamp, coder: EntryId, entropy: u64) -> Self {
        Self { at, coder, entropy, minted: 0 }
    }

    /// A new id. One stamp has 16 million of them.
    pub fn mint<I: RecordId>(&mut self) -> I {
        let counter = self.minted;
        self.minted += 1;
        let noise = mix(self.entropy.wrapping_add(u64::from(counter))).to_be_bytes();
        // The 74 free bits of a version 7 id: a counter of 24, then 50 of noise. The builder
        // overwrites the version (high half of byte 0) and the variant (top two bits of byte 2).
        let bytes = [
            (counter >> 20) as u8 & 0x0f,
            (counter >> 12) as u8,
            (counter >> 6) as u8 & 0x3f,
            (counter << 2) as u8 | noise[0] & 0x03,
            noise[1],
            noise[2],
            noise[3],
            noise[4],
            noise[5],
            noise[6],
        ];
        let millis = u64::try_from(self.at.as_millisecond()).unwrap_or(0);
        I::from(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }
}

/// SplitMix64's finaliser (Steele, Lea and Flood, 2014): spreads a counter over 64 bits.
fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_of_a_download_is_the_same_in_any_file() {
        let project = ProjectId(Uuid::from_u128(7));
        let id = |path: &str| ArticleId::for_path(project, path);
        assert_eq!(id("a.txt#Nexis Uni:0b5f"), id("later/b.docx#Nexis Uni:0b5f"));
        assert_ne!(id("a.txt#Nexis:0b5f"), id("a.txt#Nexis:0b60"));
        for (one, other) in [
            ("a/Report #3.txt", "b/Report #3.txt"),
            ("a/Notes #Mali: 3.txt", "b/Notes #Mali: 3.txt"),
            ("a.mbox#0b5f00112233", "b.mbox#0b5f00112233"),
            ("a/x:y", "b/x:y"),
        ] {
            assert_ne!(id(one), id(other), "{one}");
        }
        assert_eq!(
            part_identity("a#b/c.html#Europresse:news·20060315·LM"),
            Some("Europresse:news·20060315·LM")
        );
    }

    fn stamp() -> Stamp {
        Stamp::new(Timestamp::from_millisecond(1_700_000_000_000).unwrap(), EntryId(Uuid::nil()), 7)
    }

    #[test]
    fn minted_ids_rise_and_are_version_7() {
        let mut stamp = stamp();
        let ids: Vec<AnnotationId> = (0..10_000).map(|_| stamp.mint()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids.iter().all(|id| id.0.get_version_num() == 7));
    }

    #[test]
    fn an_article_has_the_same_id_in_two_copies_of_a_project() {
        let project = ProjectId(Uuid::from_u128(5));
        assert_eq!(ArticleId::for_path(project, "a/b.txt"), ArticleId::for_path(project, "a/b.txt"));
        assert_ne!(ArticleId::for_path(project, "a/b.txt"), ArticleId::for_path(project, "a/c.txt"));
    }
}
