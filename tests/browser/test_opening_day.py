"""x"""

def test_home(open_as):
    page = open_as(None, "/")
    print(page.title())
