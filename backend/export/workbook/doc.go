// Package workbook is the file format of Excel, as much of it as large audit
// logs need: a writer of rows that is fast and takes little memory, the archive
// that joins such rows with the parts another library makes, and a reader that
// goes through a workbook of any size cell by cell.
//
// What is written is the same for the same calls, on every machine: parts are
// sorted, have one time, and are deflated in blocks of one size.
package workbook
