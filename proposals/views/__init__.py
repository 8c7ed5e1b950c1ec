"""Pages of proposals, by what people come for: the list, one proposal, writing, acting, answering."""
