//! From pieces of lines to blocks, and the order in which they are read.

use super::lines::Piece;

/// Lines that belong together: a column's part, a heading, a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// Its lines from top to bottom.
    pub lines: Vec<Line>,
    /// Its left edge.
    pub x0: f32,
    /// Its right edge.
    pub x1: f32,
    /// Whether its lines are rows of a table.
    pub table: bool,
}

/// A line of a block, or a row of a table with its cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Its pieces in reading order; only a row has several.
    pub pieces: Vec<Piece>,
}

impl Line {
    pub(super) fn x0(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.x0).fold(f32::MAX, f32::min)
    }

    pub(super) fn x1(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.x1).fold(f32::MIN, f32::max)
    }

    pub(super) fn y(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.y)
    }

    pub(super) fn size(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.size)
    }

    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn drawn(&self) -> usize {
        self.pieces.iter().map(|piece| piece.drawn).min().unwrap_or(0)
    }
}

impl Block {
    fn new(line: Line) -> Self {
        Self { x0: line.x0(), x1: line.x1(), lines: vec![line], table: false }
    }

    fn add(&mut self, line: Line) {
        self.x0 = self.x0.min(line.x0());
        self.x1 = self.x1.max(line.x1());
        self.lines.push(line);
    }

    fn top(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.y() - line.size() * 0.75)
    }

    fn bottom(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.y() + line.size() * 0.25)
    }

    fn drawn(&self) -> usize {
        self.lines.iter().map(Line::drawn).min().unwrap_or(0)
    }

    fn characters(&self) -> usize {
        self.lines.iter().map(|line| line.text().chars().count()).sum()
    }
}

/// The blocks of a page in reading order, and whether that order is doubtful.
pub(super) fn blocks(pieces: Vec<Piece>) -> (Vec<Block>, bool) {
    let (rows, pieces) = tables(pieces);
    let mut blocks = columns(pieces);
    blocks.extend(rows);
    let rtl = blocks.iter().flat_map(|block| &block.lines).flat_map(|line| &line.pieces);
    let (right, all) = rtl.fold((0, 0), |(right, all), piece| (right + usize::from(piece.is_rtl()), all + 1));
    ordered(blocks, right * 2 > all)
}

/// Takes out rows of tables: lines of several short pieces, where the next line has pieces in the same places.
fn tables(pieces: Vec<Piece>) -> (Vec<Block>, Vec<Piece>) {
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if (row[0].y - piece.y).abs() < 0.3 * row[0].size.min(piece.size) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    let is_row = |row: &[Piece]| {
        let characters: usize = row.iter().map(|piece| piece.text.chars().count()).sum();
        row.len() >= 3 && characters < 24 * row.len()
            || row.len() == 2 && characters < 36 && row.iter().any(|piece| piece.text.chars().count() < 12)
    };
    // Columns that two rows share: edges at the same place, at the left, at the right or in the middle.
    let shared = |a: &[Piece], b: &[Piece]| {
        a.iter()
            .filter(|a| {
                b.iter().any(|b| {
                    let near = 0.5 * a.size;
                    (a.x0 - b.x0).abs() < near
                        || (a.x1 - b.x1).abs() < near
                        || ((a.x0 + a.x1) - (b.x0 + b.x1)).abs() < 2.0 * near
                })
            })
            .count()
    };
    let mut found = Vec::new();
    let mut rest = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let mut end = at;
        if is_row(&rows[at]) {
            end = at + 1;
            while end < rows.len()
                && rows[end][0].y - rows[end - 1][0].y < 3.5 * rows[end][0].size
                && is_row(&rows[end])
                && shared(&rows[end - 1], &rows[end]) >= 2.min(rows[end].len()).min(rows[end - 1].len())
            {
                end += 1;
            }
        }
        if end >= at + 2 && (end >= at + 3 || rows[at].len() >= 3) && !is_prose(&rows[at..end]) {
            let lines: Vec<Line> = rows[at..end]
                .iter()
                .map(|row| {
                    let mut pieces = row.clone();
                    if pieces.iter().filter(|piece| piece.is_rtl()).count() * 2 > pieces.len() {
                        pieces.reverse();
                    }
                    Line { pieces }
                })
                .collect();
            let mut lines = lines.into_iter();
            if let Some(first) = lines.next() {
                let mut block = Block::new(first);
                block.table = true;
                lines.for_each(|line| block.add(line));
                found.push(block);
            }
            at = end;
        } else {
            rest.append(&mut rows[at]);
            at += 1;
        }
    }
    rest.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    (found, rest)
}

/// Whether rows are lines of text in columns: most of them fill the width of their column, and are long.
fn is_prose(rows: &[Vec<Piece>]) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut filled = 0;
    for column in 0..columns {
        let pieces = || rows.iter().filter_map(|row| row.get(column));
        let widest = pieces().map(|piece| piece.x1 - piece.x0).fold(0.0, f32::max);
        let is_full = |piece: &&Piece| piece.x1 - piece.x0 > 0.8 * widest && piece.text.chars().count() >= 14;
        filled += pieces().filter(is_full).count();
    }
    let all: usize = rows.iter().map(Vec::len).sum();
    filled * 2 > all
}

/// Gathers pieces into blocks: each goes below the piece above it, if no other does and none stands between.
fn columns(pieces: Vec<Piece>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Blocks whose last line is far above take no more lines.
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        // Pieces of one height are seen together, so that two of them never go below the same line.
        let y = pieces[at].y;
        let size = pieces[at].size;
        let end = (at + 1..pieces.len()).find(|i| pieces[*i].y - y > 0.25 * size).unwrap_or(pieces.len());
        open.retain(|i| {
            blocks[*i].lines.last().is_some_and(|line| y - line.y() < 3.0 * line.size().max(size))
        });
        let row = &pieces[at..end];
        let chosen: Vec<Option<usize>> = row.iter().map(|piece| above(&blocks, &open, piece, row)).collect();
        for (i, piece) in row.iter().enumerate() {
            let line = Line { pieces: vec![piece.clone()] };
            let alone = chosen[i]
                .is_some_and(|block| chosen.iter().filter(|other| **other == Some(block)).count() == 1);
            match chosen[i].filter(|_| alone) {
                Some(block) => blocks[block].add(line),
                None => {
                    open.push(blocks.len());
                    blocks.push(Block::new(line));
                }
            }
        }
        at = end;
    }
    blocks
}

/// The block that a piece goes on with.
fn above(blocks: &[Block], open: &[usize], piece: &Piece, row: &[Piece]) -> Option<usize> {
    let overlap = |x0: f32, x1: f32| piece.x1.min(x1) - piece.x0.max(x0);
    let touching: Vec<usize> = open
        .iter()
        .copied()
        .filter(|i| {
            let block = &blocks[*i];
            let Some(last) = block.lines.last() else { return false };
            let gap = piece.y - last.y();
            let size = piece.size.max(last.size());
            gap > 0.3 * size && gap < 2.0 * size && overlap(block.x0, block.x1) > 0.0
        })
        .collect();
    // Under two blocks at once: a line across columns.
    let [only] = touching[..] else { return None };
    let block = &blocks[only];
    let last = block.lines.last()?;
    let narrower = (piece.x1 - piece.x0).min(last.x1() - last.x0()).max(1.0);
    let aligned = (piece.x0 - block.x0).abs() < 3.0 * piece.size
        || (piece.x1 - block.x1).abs() < 1.0 * piece.size
        || ((piece.x0 + piece.x1) - (block.x0 + block.x1)).abs() < 2.0 * piece.size;
    let alike = (piece.size / last.size()).max(last.size() / piece.size) < 1.12;
    // A line much wider than the block above is across columns, unless it stands alone on its height.
    let wider =
        piece.x1 - piece.x0 > 1.25 * (block.x1 - block.x0) && row.len() == 1 && block.lines.len() >= 2;
    (alike && aligned && !wider && overlap(last.x0(), last.x1()) > 0.3 * narrower).then_some(only)
}

/// Puts blocks into reading order: what is above comes before what is below where their columns overlap; what is
/// left comes before what is right (in right-to-left text the other way round) unless something across both
/// stands between.
fn ordered(blocks: Vec<Block>, rtl: bool) -> (Vec<Block>, bool) {
    const MOST: usize = 400;
    let count = blocks.len();
    if count < 2 {
        return (blocks, false);
    }
    let mut blocks = blocks;
    blocks.sort_by(|a, b| a.top().total_cmp(&b.top()).then(a.x0.total_cmp(&b.x0)));
    if count > MOST {
        blocks.sort_by_key(Block::drawn);
        return (blocks, true);
    }
    let overlap = |a: &Block, b: &Block| {
        let shared = a.x1.min(b.x1) - a.x0.max(b.x0);
        shared > 0.1 * (a.x1 - a.x0).min(b.x1 - b.x0)
    };
    let comes_before = |i: usize, j: usize| -> bool {
        let (a, b) = (&blocks[i], &blocks[j]);
        if overlap(a, b) {
            return a.top() < b.top() || (a.top() == b.top() && i < j);
        }
        let first = if rtl { a.x0 >= b.x1 - 1.0 || a.x0 > b.x0 } else { a.x1 <= b.x0 + 1.0 || a.x0 < b.x0 };
        if !first {
            return false;
        }
        // Side by side: the left one first, unless a block across both separates b, above, from a, below.
        if b.bottom() <= a.top() {
            let between = blocks.iter().enumerate().any(|(k, c)| {
                k != i
                    && k != j
                    && overlap(c, a)
                    && overlap(c, b)
                    && c.top() >= b.top()
                    && c.bottom() <= a.bottom()
            });
            return !between;
        }
        true
    };
    let after: Vec<Vec<usize>> =
        (0..count).map(|i| (0..count).filter(|j| i != *j && comes_before(i, *j)).collect()).collect();
    let mut waits: Vec<usize> = vec![0; count];
    for later in after.iter().flatten() {
        waits[*later] += 1;
    }
    let mut order: Vec<usize> = Vec::with_capacity(count);
    let mut done = vec![false; count];
    let mut doubtful = false;
    while order.len() < count {
        let free = (0..count).find(|i| !done[*i] && waits[*i] == 0);
        // Blocks that wait for each other: the highest is taken.
        let next = free.or_else(|| {
            doubtful = true;
            (0..count).find(|i| !done[*i])
        });
        let Some(next) = next else { break };
        done[next] = true;
        order.push(next);
        for later in &after[next] {
            waits[*later] = waits[*later].saturating_sub(1);
        }
    }
    doubtful |= overlapping(&blocks) || drawn_otherwise(&blocks, &order);
    let mut slots: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    let ordered = order.into_iter().filter_map(|i| slots[i].take()).collect();
    (ordered, doubtful)
}

/// Whether blocks lie over one another.
fn overlapping(blocks: &[Block]) -> bool {
    blocks.iter().enumerate().any(|(i, a)| {
        blocks[i + 1..].iter().any(|b| {
            let wide = a.x1.min(b.x1) - a.x0.max(b.x0);
            let high = a.bottom().min(b.bottom()) - a.top().max(b.top());
            let size = a.lines[0].size().min(b.lines[0].size());
            wide > 4.0 * size && high > 1.2 * size && a.characters() > 40 && b.characters() > 40
        })
    })
}

/// Whether blocks of some length were drawn in another order than they are read: where they stand side by side,
/// either may be right.
fn drawn_otherwise(blocks: &[Block], order: &[usize]) -> bool {
    let long: Vec<&Block> =
        order.iter().map(|i| &blocks[*i]).filter(|block| block.characters() > 120).collect();
    long.windows(2).any(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let beside = a.bottom().min(b.bottom()) > a.top().max(b.top());
        a.drawn() > b.drawn() && beside
    })
}
