//! What is drawn along the words: marks, found by where they are, so that a frame costs what it shows
//! and not what the article has.

use std::ops::Range;
use std::sync::Arc;

use egui::Color32;

use super::lanes::lanes;

/// Lanes that lie between two lines as they are; deeper ones push the next line down.
pub(super) const ROOM: u8 = 4;

/// Lanes that are drawn apart. What lies deeper shares one more.
pub(super) const DEEPEST: u8 = 12;

/// The size of a label, in points.
pub(super) const LABEL: f32 = 10.5;

/// How high the room above a line is that begins a page, in points.
pub(super) const PAGE: f32 = 26.0;

/// The height of a note under a line, in points, and the size of its letters.
pub(super) const NOTE: f32 = 17.0;
pub(super) const NOTE_SIZE: f32 = 11.5;

/// How thick a line under words is, in pixels; `em` is the size of the letters in pixels.
pub(super) fn thickness(em: f32) -> f32 {
    (0.1 * em).round().max(1.0)
}

/// From a lane to the next, in pixels.
pub(super) fn step(em: f32) -> f32 {
    thickness(em) + (0.06 * em).round().max(1.0)
}

/// How a decoration shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// A wash behind the words.
    Tint,
    /// A line under the words, in the decoration's lane, and a weak wash.
    #[default]
    Underline,
    /// A dashed line under the words, in the decoration's lane, and a weak wash.
    Dashed,
    /// A dotted line under the words, in the decoration's lane, and no wash: what is only proposed.
    Dotted,
    /// A frame around the words.
    Box,
}

/// Something drawn along a range of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoration {
    /// The bytes it belongs to.
    pub range: Range<usize>,
    /// Its colour at full strength; washes are drawn weaker.
    pub color: Color32,
    /// How it shows.
    pub style: Style,
    /// What tells it from others without its colour: a key or a short name. Blank where it has no label.
    pub label: Arc<str>,
    /// What it is called.
    pub name: Arc<str>,
}

/// Decorations of one text, each with a lane of its own where several overlap.
///
/// The index of a decoration is its place in the list that they were made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decorations {
    list: Vec<Decoration>,
    lanes: Vec<u8>,
    deepest: u8,
    /// Indices by where they begin; of those that begin together the longest comes first.
    order: Vec<u32>,
    /// For the middle of each stretch of `order` that halving comes to, the last end in the stretch.
    reach: Vec<usize>,
}

impl Decorations {
    /// Gives each decoration its lane: 0 is nearest to the words.
    pub fn new(list: Vec<Decoration>) -> Self {
        let ranges: Vec<Range<usize>> = list.iter().map(|decoration| decoration.range.clone()).collect();
        let lanes = lanes(&ranges);
        let mut order: Vec<u32> = (0..list.len() as u32).collect();
        order.sort_by_key(|&index| {
            let range = &ranges[index as usize];
            (range.start, std::cmp::Reverse(range.end))
        });
        let mut made = Self {
            deepest: lanes.iter().copied().max().unwrap_or(0),
            lanes,
            reach: vec![0; list.len()],
            order,
            list,
        };
        made.find_reach(0, made.list.len());
        made
    }

    fn find_reach(&mut self, from: usize, to: usize) -> usize {
        if from >= to {
            return 0;
        }
        let middle = from.midpoint(to);
        let own = self.list[self.order[middle] as usize].range.end;
        let reach = own.max(self.find_reach(from, middle)).max(self.find_reach(middle + 1, to));
        self.reach[middle] = reach;
        reach
    }

    /// Calls `found` with the index of every decoration that has a byte in common with `range`, by
    /// where they begin. Costs what is found, not what there is.
    pub fn over(&self, range: &Range<usize>, mut found: impl FnMut(usize)) {
        self.search(range, 0, self.list.len(), &mut found);
    }

    fn search(&self, range: &Range<usize>, from: usize, to: usize, found: &mut impl FnMut(usize)) {
        let middle = from.midpoint(to);
        if from >= to || self.reach[middle] <= range.start {
            return;
        }
        self.search(range, from, middle, found);
        let index = self.order[middle] as usize;
        let own = &self.list[index].range;
        if own.start >= range.end {
            return;
        }
        if own.end > range.start && !own.is_empty() {
            found(index);
        }
        self.search(range, middle + 1, to, found);
    }

    /// The decorations that a byte is in, the shortest first.
    pub fn at(&self, byte: usize) -> Vec<usize> {
        let mut found = Vec::new();
        self.over(&(byte..byte + 1), |index| found.push(index));
        found.sort_by_key(|&index| self.list[index].range.len());
        found
    }

    /// A decoration by its index.
    pub fn get(&self, index: usize) -> Option<&Decoration> {
        self.list.get(index)
    }

    /// Every decoration with its lane.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Decoration, u8)> {
        self.list.iter().zip(self.lanes.iter().copied())
    }

    /// The lane of a decoration: 0 is nearest to the words.
    pub fn lane(&self, index: usize) -> u8 {
        self.lanes.get(index).copied().unwrap_or(0)
    }

    /// The deepest lane of all.
    pub(super) fn deepest(&self) -> u8 {
        self.deepest
    }

    /// The deepest lane over these bytes; `None` if there is no decoration.
    pub(super) fn deepest_over(&self, range: &Range<usize>) -> Option<u8> {
        let mut deepest = None;
        self.over(range, |index| deepest = deepest.max(Some(self.lanes[index])));
        deepest
    }
}

/// What is drawn along a text in one frame.
#[derive(Clone, Debug)]
pub struct Layers<'a> {
    /// The marks: under the words, under the pointer and beside the scroll bar.
    pub marks: &'a Arc<Decorations>,
    /// The mark that is selected. Its ends can be dragged.
    pub selected: Option<usize>,
    /// A byte, and one line of words that stands under the line of this byte and pushes the next one down.
    pub note: Option<(usize, Arc<str>)>,
    /// Short words in the margin, each beside the line of a byte; in the order of the bytes.
    pub margin: Arc<[(usize, Arc<str>)]>,
    /// Words that were looked for, in order and apart from each other.
    pub matches: Arc<[Range<usize>]>,
    /// Which of them was gone to last.
    pub found_now: Option<usize>,
}

impl<'a> Layers<'a> {
    /// Marks and nothing else.
    pub fn new(marks: &'a Arc<Decorations>) -> Self {
        Self {
            marks,
            selected: None,
            note: None,
            margin: Arc::default(),
            matches: Arc::default(),
            found_now: None,
        }
    }

    /// The found words that have bytes in common with `range`, by index.
    pub(super) fn found_over(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.matches.partition_point(|found| found.end <= range.start);
        let to = self.matches.partition_point(|found| found.start < range.end);
        from..to.max(from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decorations(ranges: &[Range<usize>]) -> Decorations {
        let decoration = |range: &Range<usize>| Decoration {
            range: range.clone(),
            color: Color32::RED,
            style: Style::Underline,
            label: "K".into(),
            name: "Killed".into(),
        };
        Decorations::new(ranges.iter().map(decoration).collect())
    }

    #[test]
    fn what_is_under_a_byte_comes_shortest_first() {
        let marks = decorations(&[0..20, 5..8, 5..9, 12..13]);
        assert_eq!(marks.at(6), [1, 2, 0]);
        assert_eq!(marks.at(8), [2, 0], "ranges are half-open");
        assert_eq!(marks.at(20), Vec::<usize>::new());
        assert_eq!(marks.deepest_over(&(9..13)), Some(1));
        assert_eq!(marks.deepest_over(&(20..30)), None);
    }

    #[test]
    fn found_words_are_found_by_place() {
        let marks = Arc::default();
        let layers = Layers { matches: [0..2, 5..7, 9..10].into(), ..Layers::new(&marks) };
        assert_eq!(layers.found_over(&(2..9)), 1..2);
        assert_eq!(layers.found_over(&(1..10)), 0..3);
        assert_eq!(layers.found_over(&(3..4)), 1..1);
    }

    proptest! {
        #[test]
        fn a_search_finds_what_looking_at_all_finds(
            pairs in prop::collection::vec((0usize..60, 0usize..20), 0..40),
            from in 0usize..80, length in 1usize..20,
        ) {
            let ranges: Vec<_> = pairs.iter().map(|&(from, length)| from..from + length).collect();
            let marks = decorations(&ranges);
            let asked = from..from + length;
            let mut found = Vec::new();
            marks.over(&asked, |index| found.push(index));
            let starts: Vec<_> = found.iter().map(|&index| ranges[index].start).collect();
            prop_assert!(starts.is_sorted());
            found.sort_unstable();
            let meets = |r: &Range<usize>| !r.is_empty() && r.start < asked.end && asked.start < r.end;
            let expected: Vec<usize> = (0..ranges.len()).filter(|&i| meets(&ranges[i])).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
