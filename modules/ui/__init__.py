"""What the visitor sees. The only package that imports Streamlit."""
