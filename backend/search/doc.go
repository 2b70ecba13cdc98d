// Package search answers filters: which events, how many, in what order, counted
// by facet and over time. It asks the columns in memory where they hold the
// cache, and SQL otherwise; both say the same, and audit.Selection.Matches is
// what they mean.
package search
