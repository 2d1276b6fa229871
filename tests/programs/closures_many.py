"""More free variables than ten: their order is that of their names as text."""

def outer():
    v0=0;v1=1;v2=2;v3=3;v4=4;v5=5;v6=6;v7=7;v8=8;v9=9;v10=10;v11=11;v12=12
    def f(): return (v0,v1,v2,v3,v4,v5,v6,v7,v8,v9,v10,v11,v12)
    return f
f=outer()
print(f(), list(map(lambda g: g(), [f])))
