"""The table of broken inputs and the golden messages of the site that holds most of them at once."""
