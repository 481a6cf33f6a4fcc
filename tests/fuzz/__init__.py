"""Inputs of every kind to the language core and to every decoder: none may crash it or hold it up."""
