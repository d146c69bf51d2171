//! The trie of phrases over the numbers of their words.

use serde::{Deserialize, Serialize};

use super::SetId;
use super::words::SomeWords;
use crate::rule::column::{Column, Fixed};
use crate::rule::map::Map;

/// A place in the trie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Terms that hold the phrase which ends here.
    pub(super) set: SetId,
    /// The words with which phrases go on.
    pub(super) next: SomeWords,
}

impl Fixed for Node {
    const WIDTH: usize = <(SetId, SomeWords)>::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        (self.set, self.next).write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        <(SetId, SomeWords)>::read(bytes).map(|(set, next)| Self { set, next })
    }
}

/// Phrases, each a way from its first word to its last.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Trie {
    /// For each word, the number of the node behind it at the start of a phrase, and the node; 0 where no phrase begins with it.
    roots: Column<(u32, Node)>,
    /// By a node and a word, the number of the node behind them, and the node.
    edges: Map<(u32, Node)>,
}

impl Trie {
    /// The trie of these phrases, which are made of so many words: each phrase once, in order, so that neighbours share what they begin
    /// with.
    pub(super) fn new<'p>(words: usize, phrases: impl IntoIterator<Item = (&'p [u32], SetId)>) -> Self {
        let mut nodes = vec![Node::default()];
        let mut roots = vec![0; words];
        let mut edges: Vec<(u64, u32)> = Vec::new();
        // The words of the last phrase, each with the node behind it.
        let mut way: Vec<(u32, u32)> = Vec::new();
        for (numbers, set) in phrases {
            let shared = way.iter().zip(numbers).take_while(|((known, _), number)| known == *number).count();
            way.truncate(shared);
            for number in numbers.get(shared..).unwrap_or_default() {
                let next = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
                nodes.push(Node::default());
                if let Some((_, before)) = way.last() {
                    edges.push((key(*before, *number), next));
                    let next = SomeWords::of_number(*number as usize);
                    nodes.get_mut(*before as usize).into_iter().for_each(|node| node.next = node.next.or(next));
                } else if let Some(root) = roots.get_mut(*number as usize) {
                    *root = next;
                }
                way.push((*number, next));
            }
            way.last().and_then(|(_, node)| nodes.get_mut(*node as usize)).into_iter().for_each(|node| node.set = set);
        }
        let node = |number: u32| (number, nodes.get(number as usize).copied().unwrap_or_default());
        let edges: Vec<(u64, (u32, Node))> = edges.into_iter().map(|(key, number)| (key, node(number))).collect();
        Self { roots: roots.into_iter().map(node).collect(), edges: Map::new(&edges) }
    }

    /// The number of the node behind a word at the start, and the node.
    pub(super) fn root(&self, word: u32) -> Option<(u32, Node)> {
        self.roots.get(word as usize).filter(|(number, _)| *number != 0)
    }

    /// The number of the node behind another and a word, and the node.
    pub(super) fn edge(&self, node: u32, word: u32) -> Option<(u32, Node)> {
        self.edges.get(key(node, word))
    }
}

fn key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_ways_from_word_to_word() {
        let trie = Trie::new(4, [([1].as_slice(), SetId(7)), (&[1, 2], SetId(8)), (&[3, 2], SetId(9))]);
        let next = SomeWords::of_number(2);
        let (one, node) = trie.root(1).expect("a phrase begins with it");
        assert_eq!(node, Node { set: SetId(7), next });
        assert_eq!(trie.edge(one, 2).map(|(_, node)| node), Some(Node { set: SetId(8), next: SomeWords::default() }));
        let (three, node) = trie.root(3).expect("a phrase begins with it");
        assert_eq!(node, Node { set: SetId(0), next });
        assert_eq!(trie.edge(three, 2).map(|(_, node)| node.set), Some(SetId(9)));
        assert!(trie.root(2).is_none() && trie.edge(one, 3).is_none() && trie.root(9).is_none());
    }
}
