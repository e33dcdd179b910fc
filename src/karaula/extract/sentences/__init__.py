"""What stands in a sentence: its words, numbers, dates, names, goods and places."""
